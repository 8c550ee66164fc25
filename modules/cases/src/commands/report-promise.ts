import { defineCommand, recordedAs } from '@otklik/kernel';
import { actOn, askAuthor } from '../keep-promises.ts';
import { mayReportPromise } from '../policy-promises.ts';
import { reportPromise as input } from '../schema-signing.ts';

/** The clinic says that a promise is kept, and how; whether it is, its author is asked. */
export const reportPromise = defineCommand({
  name: 'cases.report-promise',
  input,
  policy: mayReportPromise,
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject: { row, promise }, input: { note } }) {
    const place = { table: 'case_promises', column: 'done_note_sealed', row: promise.id };
    const state = await actOn(tx, promise, 'report', {
      done_at: tx.now,
      done_by: recordedAs(actor),
      done_note_sealed: await tx.vault.seal(row.data_key_id, place, note),
    });
    await askAuthor(tx, row, promise);
    return { number: row.number, promise: promise.id, state };
  },
  audit: ({ subject: { promise }, output }) => ({
    object: promise.id,
    before: promise.state as string,
    after: output.state as string,
  }),
});
