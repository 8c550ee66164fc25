import { regionId } from '@otklik/cases';
import { json } from '@otklik/db';
import { newId, type Actor, type Tx } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import { closableFrom, COMPARED_days, daysBefore } from './model.ts';
import { candidates, type CandidateGroup } from './store/candidates.ts';
import { startPlanClock, stopPlanClock } from './store/clocks.ts';
import { countBetween, insertMember } from './store/members.ts';
import { causeOf } from './store/causes.ts';
import { insertPlan, letPlanOut, planIn, setStep, stepsOf, wordsOf } from './store/plans.ts';
import { insertSystemic, moveSystemic, type SystemicRow } from './store/systemic.ts';

const MEMBERS_max = 8;

/** One invented systemic case: how far it has come, and what its clinic says. */
export interface SimulatedSystemic {
  readonly state: 'proposed' | 'open' | 'planned' | 'done' | 'closed' | 'dismissed';
  /** So many days ago the engine's last step happened. */
  readonly opened_days: number;
  readonly why: string;
  readonly plan: string;
  readonly step: string;
}

/** The same transaction some days earlier. */
const earlier = (tx: Tx, days: number): Tx => ({ ...tx, now: daysBefore(tx.now, days) });

async function openOne(tx: Tx, actor: Actor, group: CandidateGroup, one: SimulatedSystemic) {
  const clinic = await clinicById(tx, group.clinicId);
  const row = await insertSystemic(tx, clinic, group.cause, true);
  if (one.state === 'proposed') {
    const facts = { messages: group.count };
    const on = tx.now.toISOString().slice(0, 10);
    await insertMember(
      tx,
      row.id,
      { kind: 'broken-norm', ref: row.number, facts, on },
      'simulation',
    );
    return moveSystemic(tx, actor, row, 'join-evidence', { role: 'system' });
  }
  for (const { id, publishedAt } of group.cases.slice(0, MEMBERS_max)) {
    const on = publishedAt.toISOString().slice(0, 10);
    await insertMember(tx, row.id, { kind: 'case', caseId: id, on }, 'simulation');
  }
  return moveSystemic(tx, actor, row, 'open', {
    title_ru: `${group.ru}: ${clinic.nameRu}`.slice(0, 200),
    title_en: `${group.en}: ${clinic.nameEn ?? clinic.nameRu}`.slice(0, 200),
    why_ru: one.why,
    opened_at: tx.now,
    opened_by: newId(),
    ...(await startPlanClock(tx, row)),
  });
}

async function planOne(tx: Tx, actor: Actor, row: SystemicRow, one: SimulatedSystemic) {
  const until = new Date(tx.now.getTime() + 40 * 86_400_000).toISOString().slice(0, 10);
  const plan = {
    outcome: 'change-planned' as const,
    text: one.plan,
    steps: [{ what: one.step, owner: 'Заместитель главного врача', until }],
    signerName: 'Соколова Марина Петровна',
    signerPost: 'Главный врач',
  };
  const handed = await moveSystemic(tx, actor, row, 'hand-in-plan', {
    role: 'head',
    ...(await stopPlanClock(tx, row)),
  });
  await insertPlan(tx, row, plan, newId());
  const waiting = (await planIn(tx, row.id, 'handed-in'))!;
  const { text, steps } = await wordsOf(tx, row, waiting);
  await letPlanOut(tx, row, waiting, { text: text!, steps }, newId());
  return moveSystemic(tx, actor, handed, 'plan-steps');
}

async function doneOne(tx: Tx, actor: Actor, row: SystemicRow) {
  for (const step of await stepsOf(tx, (await planIn(tx, row.id, 'published'))!.id))
    await setStep(tx, step, { state: 'done', reported_at: tx.now });
  return moveSystemic(tx, actor, row, 'last-step', { done_at: tx.now });
}

async function closeOne(tx: Tx, actor: Actor, row: SystemicRow, why: string): Promise<void> {
  const { topics } = await causeOf(tx, row.cause_code);
  const [opened, done] = [row.opened_at!, row.done_at!];
  const count = (from: Date, to: Date) => countBetween(tx, row.clinic_id, topics, from, to);
  const closing = {
    days: COMPARED_days,
    before: await count(daysBefore(opened, COMPARED_days), opened),
    after: await count(done, closableFrom(done)),
    whyRu: why,
    whyEn: null,
  };
  await moveSystemic(tx, actor, row, 'close', {
    closed_at: tx.now,
    closed_by: newId(),
    closing: json(closing),
  });
}

/**
 * Writes invented systemic cases of a demonstration, each about a clinic and category with enough messages, by
 * the rules of the living ones; nobody is written to. @returns how many there was matter for
 */
export async function seedSystemic(tx: Tx, all: readonly SimulatedSystemic[]): Promise<number> {
  const actor: Actor = { kind: 'system', region: regionId(tx), name: 'simulation' };
  const grants = [{ role: 'coordinator', reach: { kind: 'region' } }] as const;
  const groups = await candidates(tx, grants, null);
  for (const [at, one] of all.entries()) {
    const group = groups[at];
    if (!group) return at;
    const row = await openOne(earlier(tx, one.opened_days), actor, group, one);
    if (one.state === 'proposed' || one.state === 'open') continue;
    if (one.state === 'dismissed') {
      await moveSystemic(tx, actor, row, 'dismiss', await stopPlanClock(tx, row));
      continue;
    }
    const planned = await planOne(earlier(tx, one.opened_days - 5), actor, row, one);
    if (one.state === 'planned') continue;
    const done = await doneOne(earlier(tx, one.opened_days - 20), actor, planned);
    if (one.state === 'closed') await closeOne(tx, actor, done, one.why);
  }
  return Math.min(all.length, groups.length);
}
