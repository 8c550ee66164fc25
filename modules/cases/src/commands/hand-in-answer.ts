import { defineCommand, hasRole, newId, recordedAs } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { keepPhotos } from '../photos.ts';
import { mayMove } from '../policy.ts';
import { handInAnswer as input } from '../schema.ts';
import { insertAnswer } from '../store/answers.ts';

/** The clinic hands in its answer: the reply clock stops here, the moderator's begins. */
export const handInAnswer = defineCommand({
  name: 'cases.hand-in-answer',
  input,
  policy: mayMove('hand-in-answer'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  // Photos are decoded and stored before the transaction: it may not wait for pictures. Whoever is no
  // executor at all is refused by the policy, and may not fill the storage on the way there.
  prepare: async ({ app, actor, input: { photos } }) =>
    hasRole(actor, 'executor') || hasRole(actor, 'head')
      ? keepPhotos(app, actor.region, photos)
      : [],
  async handle({ tx, actor, subject, prepared, input: answer }) {
    const { row } = subject;
    const advanced = await moveCase(tx, actor, subject, 'hand-in-answer');
    const id = newId(tx.now.getTime());
    const place = { table: 'case_answers', column: 'text_sealed', row: id };
    await insertAnswer(
      tx,
      row.id,
      {
        id,
        round: row.round,
        outcome: answer.outcome,
        text_sealed: await tx.vault.seal(row.data_key_id, place, answer.text),
        signer_name: answer.signerName,
        signer_post: answer.signerPost,
        written_by: recordedAs(actor),
      },
      prepared,
    );
    return { number: row.number, state: advanced.facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
