import { defineCommand, type Tx } from '@otklik/kernel';
import { scheduleIn } from '../fhir/rows.ts';
import { SHRINK_share_max, type FaultCount } from '../model.ts';
import { onlyTime } from '../policy.ts';
import { endFile as input } from '../schema-intake.ts';
import { closeSlots } from '../store/apply.ts';
import { fileId, filesOf, goneFrom, setFile, type SourceFile } from '../store/source-files.ts';
import { keepFaults, lockSource, setSource } from '../store/sources.ts';
import { faultsFrom, namesFrom } from '../store/told-faults.ts';
import { recompute } from '../store/waits.ts';

/**
 * What a file says by what it does not name: slots that are gone. Only of a file that came whole; one that lost most
 * of what it had waits for the next look; a line that could not be read shields what may have stood there.
 */
export const endFile = defineCommand({
  name: 'access.end-file',
  input,
  policy: onlyTime,
  async handle({ tx, input: told }) {
    const source = await lockSource(tx, told.source);
    const faults = faultsFrom(told.faults);
    const id = await fileId(tx, source.id, told.url, told.type);
    const file = (await filesOf(tx, [source.id])).find((one) => one.id === id)!;
    const end = { shrunk: file.shrunk, gone: [] as readonly string[], settled: told.complete };
    if (told.complete && told.type === 'Slot')
      Object.assign(end, await settle(tx, file, told, faults));
    if (end.gone.length > 0) {
      const seq = source.seq + 1;
      const closed = await closeSlots(tx, { sourceId: source.id, seq, at: tx.now }, end.gone);
      await setSource(tx, source.id, { seq });
      await recompute(
        tx,
        closed.dirty.map((group) => ({ ...group, at: tx.now })),
        source.id,
      );
    }
    await keepFaults(tx, source.id, faults);
    const fresh_until = new Date(tx.now.getTime() + told.fresh_s * 1000);
    await setFile(
      tx,
      source.id,
      id,
      end.settled
        ? {
            // What is held back or could not be read is asked for whole the next time.
            etag: told.blind || told.held.length > 0 ? null : told.etag,
            last_modified: told.blind || told.held.length > 0 ? null : told.last_modified,
            hash: told.hash,
            ...(told.kept === null ? {} : { kept: told.kept }),
            fresh_until,
            taken_at: tx.now,
            shrunk: false,
          }
        : { etag: null, last_modified: null, fresh_until, shrunk: end.shrunk },
    );
    return { closed: end.gone.length };
  },
  audit: ({ input: { source }, output }) => ({
    object: `access-source ${source}`,
    after: `closed ${output.closed}`,
  }),
});

interface Told {
  readonly names: string;
  readonly blind: boolean;
  readonly held: readonly string[];
}

async function settle(tx: Tx, file: SourceFile, told: Told, faults: FaultCount) {
  const named = namesFrom(told.names);
  const { living, gone } = await goneFrom(tx, file.source_id, file.id, named);
  const held = new Set(told.held);
  const free = told.blind ? [] : gone.filter((slot) => !held.has(scheduleIn(slot)));
  faults.add('held-back', null, gone.length - free.length);
  if (free.length > living * SHRINK_share_max && !file.shrunk) {
    faults.add('shrunk', null, free.length);
    return { shrunk: true, gone: [], settled: false };
  }
  return { shrunk: false, gone: free, settled: true };
}
