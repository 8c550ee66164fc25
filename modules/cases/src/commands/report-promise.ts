import { defineCommand, hasRole, recordedAs } from '@otklik/kernel';
import { actOn, askAuthor } from '../keep-promises.ts';
import { keepPhotos } from '../photos.ts';
import { mayReportPromise } from '../policy-promises.ts';
import { reportPromise as input } from '../schema-signing.ts';
import { insertPhotos } from '../store/photos.ts';

/** The clinic says that a promise is kept, and how, with photos if it likes; whether it is, its author is asked. */
export const reportPromise = defineCommand({
  name: 'cases.report-promise',
  input,
  policy: mayReportPromise,
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  // Whoever answers for no clinic is refused by the policy, and may not fill the storage on the way there.
  prepare: async ({ app, actor, input: { photos } }) =>
    hasRole(actor, 'executor') || hasRole(actor, 'head')
      ? keepPhotos(app, actor.region, photos)
      : [],
  async handle({ tx, actor, subject: { row, promise }, prepared, input: { note } }) {
    const place = { table: 'case_promises', column: 'done_note_sealed', row: promise.id };
    const state = await actOn(tx, promise, 'report', {
      done_at: tx.now,
      done_by: recordedAs(actor),
      done_note_sealed: await tx.vault.seal(row.data_key_id, place, note),
    });
    await insertPhotos(tx, prepared, { case_id: row.id, side: 'answer', promise_id: promise.id });
    await askAuthor(tx, row, promise);
    return { number: row.number, promise: promise.id, state };
  },
  audit: ({ subject: { promise }, output }) => ({
    object: promise.id,
    before: promise.state as string,
    after: output.state as string,
  }),
});
