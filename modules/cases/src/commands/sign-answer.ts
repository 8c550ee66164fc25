import { AppError, defineCommand } from '@otklik/kernel';
import { auditMove } from '../audit-move.ts';
import { readParts } from '../answer-parts.ts';
import { handIn } from '../hand-in.ts';
import { promiseRows, signAnswer as input } from '../schema-signing.ts';
import { maySign } from '../signing.ts';
import { decideDraft, openDraft, waitingDraft } from '../store/drafts.ts';

/** The version that the signer has read is signed as it stands and goes to the moderators. */
export const signAnswer = defineCommand({
  name: 'cases.sign-answer',
  input,
  policy: maySign,
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject, input: { draft: id, signerName, signerPost } }) {
    const { row } = subject;
    const draft = await waitingDraft(tx, row.id, id);
    const text = await openDraft(tx, row, draft, 'text_sealed');
    const promises = await openDraft(tx, row, draft, 'promises_sealed');
    if (!text || !promises) throw new AppError('not-found', { kind: 'draft' });
    await decideDraft(tx, row.id, id, 'signed', { actor });
    const answer = {
      id: draft.answer_id,
      text,
      outcome: draft.outcome,
      parts: readParts(await openDraft(tx, row, draft, 'parts_sealed')),
      promises: promiseRows.parse(JSON.parse(promises)),
      signerName,
      signerPost,
    };
    // Its photos lie under the answer's name already.
    return handIn(tx, actor, subject, answer, []);
  },
  audit: auditMove,
});
