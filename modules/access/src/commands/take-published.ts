import { defineCommand } from '@otklik/kernel';
import { scheduleIn } from '../fhir/rows.ts';
import { takeFeed } from '../ingest.ts';
import { onlyTime } from '../policy.ts';
import { takePublished as input } from '../schema-intake.ts';
import { fileId, filesOf, markFile } from '../store/source-files.ts';
import { lockSource } from '../store/sources.ts';

/** Takes some rows of a published file as differences: what is not among them is closed by nothing here. */
export const takePublished = defineCommand({
  name: 'access.take-published',
  input,
  policy: onlyTime,
  async handle({ tx, actor, input: { source: code, url, rows } }) {
    const source = await lockSource(tx, code);
    const id = await fileId(tx, source.id, url, 'Slot');
    const listed = await schedulesListed(tx, source.id);
    const feed = { mode: 'DIFF' as const, format: 'json' as const, slots: rows, source: code };
    const taken = await takeFeed(
      tx,
      actor,
      { ...feed, covers: [], seq: source.seq + 1, at: tx.now.toISOString() },
      // A schedule that is still published keeps its slots; of one that is gone they were made anew elsewhere.
      (slot) => !listed.has(scheduleIn(slot)),
    );
    const told = JSON.parse(rows) as { readonly id: string }[];
    await markFile(
      tx,
      source.id,
      id,
      told.map((row) => row.id),
    );
    return taken;
  },
  audit: ({ input: { source }, output: { seq, changed } }) => ({
    object: `access-source ${source}`,
    after: `published ${seq}: ${changed}`,
  }),
});

async function schedulesListed(tx: Parameters<typeof filesOf>[0], sourceId: string) {
  const files = await filesOf(tx, [sourceId]);
  return new Set(
    files
      .filter(({ type }) => type === 'Schedule')
      .flatMap(({ kept }) => (kept as { readonly id: string }[] | null) ?? [])
      .map(({ id }) => id),
  );
}
