import { AppError, defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { publishAnswer as input } from '../schema.ts';
import { draftAnswer, setDraftState } from '../store/answers.ts';
import { publishPhotos } from '../store/photos.ts';

/** A moderator lets the clinic's answer out: everybody sees it, the author's window opens. */
export const publishAnswer = defineCommand({
  name: 'cases.publish-answer',
  input,
  policy: mayMove('publish-answer'),
  async handle({ tx, actor, subject }) {
    const { row } = subject;
    const draft = await draftAnswer(tx, row.id);
    const place = { table: 'case_answers', column: 'text_sealed', row: draft.id };
    const text =
      draft.text_sealed && (await tx.vault.open(row.data_key_id, place, draft.text_sealed));
    if (!text) throw new AppError('not-found', { kind: 'answer' });
    const { facts } = await moveCase(tx, actor, subject, 'publish-answer');
    await setDraftState(tx, row.id, {
      state: 'published',
      text_public: text,
      text_sealed: null,
      published_at: tx.now,
    });
    await publishPhotos(tx, row.id, { side: 'answer', answerId: draft.id });
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
