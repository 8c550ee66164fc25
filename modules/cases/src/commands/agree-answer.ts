import { defineCommand } from '@otklik/kernel';
import { agreeAnswer as input } from '../schema-signing.ts';
import { maySign } from '../signing.ts';
import { decideDraft, sealDraft, waitingDraft } from '../store/drafts.ts';

/** Whoever signs for the clinic agrees with a version: it waits for the signature alone. */
export const agreeAnswer = defineCommand({
  name: 'cases.agree-answer',
  input,
  policy: maySign,
  async handle({ tx, actor, subject: { row }, input: { draft: id, remark } }) {
    const draft = await waitingDraft(tx, row.id, id);
    await decideDraft(tx, row.id, draft.id, 'agreed', {
      actor,
      ...(remark ? { remark_sealed: await sealDraft(tx, row, id, 'remark_sealed', remark) } : {}),
    });
    return { number: row.number, draft: id };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: `draft:${output.draft}:agreed`,
  }),
});
