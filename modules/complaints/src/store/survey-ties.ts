import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { DraftContent } from '../schema.ts';
import { draftHash, writeDraft } from './drafts.ts';

declare module '@otklik/db' {
  interface Tables {
    complaint_draft_ties: { region_id: string; token_hash: string; comment_hash: string };
    case_survey_ties: { region_id: string; case_id: string; comment_hash: string };
  }
}

/**
 * Begins a form with what somebody wrote in a survey. The tie waits beside the form and goes with it: a case gets
 * it only when its author sends the form.
 * @param commentHash made of the comment's receipt for this purpose alone
 */
export async function beginTiedDraft(
  tx: Tx,
  token: string,
  content: DraftContent,
  commentHash: string,
): Promise<void> {
  await writeDraft(tx, token, content);
  await tx.db
    .insertInto('complaint_draft_ties')
    .values({ region_id: regionId(tx), token_hash: draftHash(token), comment_hash: commentHash })
    .execute();
}

/** The form is being sent: its tie, where it has one, becomes the case's. */
export async function keepSurveyTie(tx: Tx, token: string, caseId: string): Promise<void> {
  const tie = await tx.db
    .selectFrom('complaint_draft_ties')
    .select('comment_hash')
    .where('region_id', '=', regionId(tx))
    .where('token_hash', '=', draftHash(token))
    .executeTakeFirst();
  if (!tie) return;
  await tx.db
    .insertInto('case_survey_ties')
    .values({ region_id: regionId(tx), case_id: caseId, comment_hash: tie.comment_hash })
    .execute();
}

/** Whether some case was begun from this comment. */
export async function hasSurveyTie(tx: Tx, commentHash: string): Promise<boolean> {
  const tie = await tx.db
    .selectFrom('case_survey_ties')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('comment_hash', '=', commentHash)
    .executeTakeFirst();
  return tie !== undefined;
}

/** The message is erased: that it was begun from a comment goes with it. */
export async function forgetSurveyTie(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .deleteFrom('case_survey_ties')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}
