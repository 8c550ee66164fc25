import type { Actor, Tx } from '@otklik/kernel';
import { alarmIfDanger } from './alarm.ts';
import { judgeInterim } from './keep-interim.ts';
import type { Move } from './model/moves.ts';
import { moveCase } from './move-case.ts';
import type { KeptPhoto } from './photos.ts';
import type { Movable } from './policy.ts';
import type { VERDICTS } from './schema.ts';
import { insertVerdict } from './store/answers.ts';
import { disputeIsChecked } from './store/disputes.ts';
import type { CaseRow } from './store/cases.ts';
import { insertPhotos } from './store/photos.ts';
import { askedQuestion, setProposal } from './store/proposals.ts';

/** What an author says of a case, whichever way the author comes: a session, a receipt, a link in a letter. */

export type Verdict = (typeof VERDICTS)[number];
const MOVE_OF: Readonly<Record<Exclude<Verdict, 'disputed'>, Move>> = {
  confirmed: 'confirm',
  partly: 'confirm-partly',
};

/** A dispute is checked, unless the author's earlier ones about the same have used up their checks. */
export async function verdictMove(tx: Tx, row: CaseRow, verdict: Verdict): Promise<Move> {
  if (verdict !== 'disputed') return MOVE_OF[verdict];
  return (await disputeIsChecked(tx, row)) ? 'dispute' : 'dispute-unchecked';
}

/** Which move the author makes by saying whether the promise was kept. */
export const planMove = (kept: 'yes' | 'no'): Move =>
  kept === 'yes' ? 'confirm-plan' : 'deny-plan';

/** Where the case stands after the word; what sounds like danger is looked at whichever way it came. */
async function done(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  { facts }: Awaited<ReturnType<typeof moveCase>>,
  ...words: readonly (string | undefined)[]
) {
  const alarmed = await alarmIfDanger(tx, actor, row.id, ...words);
  return { number: row.number, state: alarmed ?? facts.state };
}

export interface VerdictWords {
  readonly verdict: Verdict;
  /** Which question is unanswered. */
  readonly unanswered?: string | undefined;
  /** What is still wrong, apart from the answer. */
  readonly stillWrong?: string | undefined;
}

/** Solved, partly, or not solved, with what is still unanswered or wrong and photos that show it. */
export async function sayVerdict(
  tx: Tx,
  actor: Actor,
  subject: Movable & { readonly move: Move },
  { verdict, unanswered, stillWrong }: VerdictWords,
  photos: readonly KeptPhoto[] = [],
) {
  const { row, move } = subject;
  const advanced = await moveCase(tx, actor, subject, move);
  const seal = (column: string, words: string | undefined) =>
    words
      ? tx.vault.seal(
          row.data_key_id,
          { table: 'case_verdicts', column, row: `${row.id}/${row.round}` },
          words,
        )
      : null;
  await insertVerdict(tx, row.id, {
    round: row.round,
    verdict,
    unanswered_sealed: await seal('unanswered_sealed', unanswered),
    still_wrong_sealed: await seal('still_wrong_sealed', stillWrong),
  });
  // For whoever looks a second time and for the clinic, never for the public by itself.
  await insertPhotos(tx, photos, { case_id: row.id, side: 'dispute' });
  return done(tx, actor, row, advanced, unanswered, stillWrong);
}

/** The answer to the clinic's one question: for the clinic, never for the public. */
export async function sayReply(tx: Tx, actor: Actor, subject: Movable, text: string) {
  const { row } = subject;
  const { id } = await askedQuestion(tx, row.id);
  const place = { table: 'case_proposals', column: 'reply_sealed', row: id };
  const advanced = await moveCase(tx, actor, subject, 'answer-question');
  await setProposal(tx, row.id, id, {
    reply_sealed: await tx.vault.seal(row.data_key_id, place, text),
    replied_at: tx.now,
  });
  return done(tx, actor, row, advanced, text);
}

/** On the promised date: whether the promise was kept; "no" leaves the case overdue. */
export async function sayPlan(
  tx: Tx,
  actor: Actor,
  subject: Movable,
  { kept, note }: { readonly kept: 'yes' | 'no'; readonly note?: string | undefined },
) {
  const { row } = subject;
  const advanced = await moveCase(tx, actor, subject, planMove(kept), { note });
  if (kept === 'yes')
    await insertVerdict(tx, row.id, {
      round: row.round,
      verdict: 'confirmed',
      unanswered_sealed: null,
    });
  await judgeInterim(tx, row, kept === 'yes' ? 'say-kept' : 'say-broken');
  return done(tx, actor, row, advanced, note);
}
