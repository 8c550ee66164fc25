import { AppError, type Actor, type Tx } from '@otklik/kernel';
import { eraseCaseData, loadForMove, moveCase, ruleOf, type CaseRow } from '@otklik/cases';
import { forgetNamed } from '@otklik/named-staff';
import { entomb, isHeld } from '@otklik/retention';
import { closeContactOf } from '@otklik/safeguards';
import { appealOf, type AppealRow } from './store/appeals.ts';
import { emptyAppeal } from './store/lone-appeals.ts';
import { emptyComplaint } from './store/complaints.ts';
import { forgetSketch } from './store/sketches.ts';
import { forgetSurveyTie } from './store/survey-ties.ts';

/**
 * What stands in the way of an erasure by the author: a legal hold on the case or on the person, and an
 * appeal under the law on appeals that is not answered yet.
 * @throws AppError move-impossible (`legal-hold`, `appeal-runs`)
 */
export async function refuseErasure(tx: Tx, row: CaseRow): Promise<void> {
  if ((await isHeld(tx, row.id)) || (row.author_id !== null && (await isHeld(tx, row.author_id))))
    throw new AppError('move-impossible', { reason: 'legal-hold' });
  const appeal = await appealOf(tx, row.id);
  if (appeal) refuseWhileRunning(appeal);
}

/** @throws AppError move-impossible (`appeal-runs`) */
export function refuseWhileRunning({ closed_at }: Pick<AppealRow, 'closed_at'>): void {
  if (closed_at === null) throw new AppError('move-impossible', { reason: 'appeal-runs' });
}

/** The words of an appeal that stands by itself go for good, with a tombstone. Safe to run twice. */
export async function eraseLoneAppeal(tx: Tx, id: string, ground: string): Promise<void> {
  await entomb(tx, { kind: 'appeal', subjectId: id, ground });
  await emptyAppeal(tx, id);
}

/**
 * The words of one complaint go for good, with a tombstone; an open case ends first, so that nobody waits for
 * an answer to nothing. Safe to run twice.
 * @throws AppError move-impossible (`legal-hold`)
 */
export async function eraseWords(
  tx: Tx,
  actor: Actor,
  caseId: string,
  ground: string,
): Promise<void> {
  await entomb(tx, { kind: 'complaint', subjectId: caseId, ground });
  const loaded = await loadForMove(tx, { id: caseId }).catch(noCase);
  if (!loaded) return;
  if (ruleOf('erase').from.includes(loaded.row.state)) {
    const role = actor.kind === 'system' ? 'system' : 'author';
    await moveCase(tx, actor, { ...loaded, role }, 'erase');
  }
  await forgetNamed(tx, caseId);
  await closeContactOf(tx, caseId);
  await eraseCaseData(tx, caseId);
  await emptyComplaint(tx, caseId);
  await forgetSketch(tx, caseId);
  await forgetSurveyTie(tx, caseId);
}

/** A database restored from before the case knows nothing of it: nothing is left to erase. */
function noCase(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}
