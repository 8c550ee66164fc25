import { defineCommand } from '@otklik/kernel';
import { giveBackAnswer as input } from '../schema-signing.ts';
import { maySign } from '../signing.ts';
import { decideDraft, sealDraft, waitingDraft } from '../store/drafts.ts';
import { tellWriter } from '../tell-signing.ts';

/** Whoever signs for the clinic gives a version back with a remark; nobody outside the clinic sees it. */
export const giveBackAnswer = defineCommand({
  name: 'cases.give-back-answer',
  input,
  policy: maySign,
  async handle({ tx, actor, subject: { row }, input: { draft: id, remark } }) {
    const draft = await waitingDraft(tx, row.id, id);
    const remark_sealed = await sealDraft(tx, row, id, 'remark_sealed', remark);
    await decideDraft(tx, row.id, draft.id, 'given-back', { actor, remark_sealed });
    await tellWriter(tx, row, draft.written_by);
    return { number: row.number, draft: id };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: `draft:${output.draft}:given-back`,
  }),
});
