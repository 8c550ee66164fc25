import { AppError, defineCommand } from '@otklik/kernel';
import { publishAtMembers } from '../companions.ts';
import { publishPromises } from '../keep-promises.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { publishAnswer as input } from '../schema.ts';
import { promiseRows } from '../schema-signing.ts';
import { draftAnswer, setDraftState } from '../store/answers.ts';
import { publishPhotos } from '../store/photos.ts';

/**
 * A moderator lets the clinic's answer out: everybody sees it, the author's window opens, and what it
 * promises becomes tasks of the clinic.
 */
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
    const sealed = draft.promises_sealed;
    const promised =
      sealed &&
      (await tx.vault.open(row.data_key_id, { ...place, column: 'promises_sealed' }, sealed));
    const { facts } = await moveCase(tx, actor, subject, 'publish-answer');
    await setDraftState(tx, row.id, {
      state: 'published',
      text_public: text,
      text_sealed: null,
      promises_sealed: null,
      published_at: tx.now,
    });
    await publishPhotos(tx, row.id, { side: 'answer', answerId: draft.id });
    await publishPromises(
      tx,
      row,
      { kind: 'answer', id: draft.id, round: draft.round },
      promised ? promiseRows.parse(JSON.parse(promised)) : [],
    );
    await publishAtMembers(tx, actor, row, text);
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
