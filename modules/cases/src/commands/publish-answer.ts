import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import { partsOf } from '../answer-parts.ts';
import { publishAtMembers } from '../companions.ts';
import { publishPromises } from '../keep-promises.ts';
import { applyCuts } from '../model/cuts.ts';
import { refuseProven } from '../model/personal-data.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { publishAnswer as input } from '../schema.ts';
import { promiseRows } from '../schema-signing.ts';
import { draftAnswer, setDraftState } from '../store/answers.ts';
import type { CaseRow } from '../store/cases.ts';
import { publishPhotos } from '../store/photos.ts';

interface LettingOut {
  readonly marked?: string | undefined;
  readonly acknowledged: boolean;
}

/**
 * The answer that waits, as everybody would read it.
 * @throws AppError not-found, personal-data-left, and what is wrong with the marks
 */
export async function checkPublishAnswer(
  tx: Tx,
  row: CaseRow,
  { marked, acknowledged }: LettingOut,
) {
  const draft = await draftAnswer(tx, row.id);
  const place = { table: 'case_answers', column: 'text_sealed', row: draft.id };
  const text =
    draft.text_sealed && (await tx.vault.open(row.data_key_id, place, draft.text_sealed));
  if (!text) throw new AppError('not-found', { kind: 'answer' });
  const sealed = draft.promises_sealed;
  const promised =
    sealed &&
    (await tx.vault.open(row.data_key_id, { ...place, column: 'promises_sealed' }, sealed));
  const promises = promised ? promiseRows.parse(JSON.parse(promised)) : [];
  const shown = marked === undefined || marked === text ? text : applyCuts(text, marked);
  refuseProven(acknowledged, shown, ...promises.flatMap(({ what, owner }) => [what, owner]));
  return { draft, promises, shown, is_cut: shown !== text };
}

/**
 * A moderator lets the clinic's answer out, whole or with cuts whose gaps are marked: everybody sees it, the
 * author's window opens, and what it promises becomes tasks of the clinic.
 */
export const publishAnswer = defineCommand({
  name: 'cases.publish-answer',
  input,
  policy: mayMove('publish-answer'),
  async handle({ tx, actor, subject, input }) {
    const { row } = subject;
    const { draft, promises, shown, is_cut } = await checkPublishAnswer(tx, row, input);
    const { facts } = await moveCase(tx, actor, subject, 'publish-answer');
    await setDraftState(tx, row.id, {
      state: 'published',
      text_public: shown,
      // What was cut stays sealed, for the clinic to see the difference.
      text_sealed: is_cut ? draft.text_sealed : null,
      // Cut words may stand in any part: then the answer is shown as one text.
      parts_public: is_cut ? null : await partsOf(tx, row, draft),
      parts_sealed: null,
      promises_sealed: null,
      published_at: tx.now,
    });
    await publishPhotos(tx, row.id, { side: 'answer', answerId: draft.id });
    await publishPromises(tx, row, { kind: 'answer', id: draft.id, round: draft.round }, promises);
    await publishAtMembers(tx, actor, row, shown);
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
