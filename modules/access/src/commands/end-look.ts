import { defineCommand } from '@otklik/kernel';
import { SHRINK_share_max, SILENT_intervals } from '../model.ts';
import { onlyTime } from '../policy.ts';
import { endLook as input } from '../schema-intake.ts';
import { closeSlots } from '../store/apply.ts';
import { fileId, filesOf, forgetFile, goneFrom, setFile } from '../store/source-files.ts';
import { keepFaults, lockSource, setSource } from '../store/sources.ts';
import { faultsFrom } from '../store/told-faults.ts';
import { groupsOfSource, recompute } from '../store/waits.ts';

/**
 * Ends a look at a source: files that are published no more take their slots with them, the source spoke or not, and
 * when it is asked again. What it tells is as old as it says, where it told nothing new.
 */
export const endLook = defineCommand({
  name: 'access.end-look',
  input,
  policy: onlyTime,
  async handle({ tx, input: told }) {
    const source = await lockSource(tx, told.source);
    const faults = faultsFrom(told.faults);
    const listed = told.files && new Set(told.files);
    const files = await filesOf(tx, [source.id]);
    const dropped = listed
      ? files.filter(({ url, type }) => type !== 'manifest' && !listed.has(url))
      : [];
    let seq = source.seq;
    for (const file of dropped) {
      const { living, gone } = await goneFrom(tx, source.id, file.id, []);
      // A manifest that lost a file may have been written badly, as a file may.
      if (living > 0 && gone.length > living * SHRINK_share_max && !file.shrunk) {
        faults.add('shrunk', null, gone.length);
        await setFile(tx, source.id, file.id, { shrunk: true });
        continue;
      }
      seq += 1;
      const closed = await closeSlots(tx, { sourceId: source.id, seq, at: tx.now }, gone);
      await recompute(
        tx,
        closed.dirty.map((group) => ({ ...group, at: tx.now })),
        source.id,
      );
      await forgetFile(tx, source.id, file.id);
    }
    if (told.manifest) {
      const { url, ...manifest } = told.manifest;
      const id = await fileId(tx, source.id, url, 'manifest');
      await setFile(tx, source.id, id, { ...manifest, taken_at: tx.now });
    }
    const age_max = SILENT_intervals * source.interval_min * 60_000;
    const data_at = told.data_at ? new Date(told.data_at) : source.data_at;
    const old = !told.changed && data_at !== null && tx.now.getTime() - data_at.getTime() > age_max;
    if (told.whole && old) faults.add('old-data');
    await keepFaults(tx, source.id, faults);
    const pause_ms = Math.max(told.fresh_s, 60) * 1000;
    const interval_ms = source.interval_min * 60_000;
    await setSource(tx, source.id, {
      seq,
      next_poll_at: new Date(tx.now.getTime() + Math.max(pause_ms, interval_ms)),
      shrunk: (await filesOf(tx, [source.id])).some((file) => file.shrunk),
      ...(data_at ? { data_at } : {}),
      ...(told.whole ? { last_ok: tx.now, silent: old } : {}),
    });
    if (told.whole && old !== source.silent)
      await recompute(tx, await groupsOfSource(tx, source.id, tx.now));
    return { dropped: dropped.length, old };
  },
  audit: ({ input: { source, whole }, output }) => ({
    object: `access-source ${source}`,
    after: `${whole ? 'looked' : 'failed'}, dropped ${output.dropped}${output.old ? ', old' : ''}`,
  }),
});
