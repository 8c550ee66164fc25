import type { Selectable, Updateable } from 'kysely';
import { endOfDay, regionId } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import type { PlanOutcome, StepState } from '../model.ts';
import { startCheck } from './clocks.ts';
import type { SystemicRow } from './systemic.ts';
import type { SystemicPlanTable, SystemicStepTable } from './tables.ts';

export type PlanRow = Selectable<SystemicPlanTable>;
export type StepRow = Selectable<SystemicStepTable>;

/** One step of a plan: what, who of the clinic, until when (`YYYY-MM-DD`). */
export interface PlannedStep {
  readonly what: string;
  readonly owner: string;
  readonly until: string;
}

type Sealed = 'text_sealed' | 'steps_sealed' | 'reason_sealed';
export const placeOf = (column: Sealed, id: string) => ({
  table: 'systemic_plans',
  column,
  row: id,
});

const plansIn = (tx: Tx, systemicId: string) =>
  tx.db
    .selectFrom('systemic_plans')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('systemic_id', '=', systemicId);

/** The newest plan in a state. */
export const planIn = (
  tx: Tx,
  systemicId: string,
  state: PlanRow['state'],
): Promise<PlanRow | undefined> =>
  plansIn(tx, systemicId)
    .where('state', '=', state)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();

export const stepsOf = (tx: Tx, planId: string): Promise<StepRow[]> =>
  tx.db
    .selectFrom('systemic_steps')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('plan_id', '=', planId)
    .orderBy('position')
    .execute();

/** @throws by `one_waiting_plan` */
export async function insertPlan(
  tx: Tx,
  row: SystemicRow,
  plan: {
    readonly outcome: PlanOutcome;
    readonly text: string;
    readonly steps: readonly PlannedStep[];
    readonly signerName: string;
    readonly signerPost: string;
  },
  writtenBy: string,
): Promise<void> {
  const id = newId(tx.now.getTime());
  const earlier = await plansIn(tx, row.id).orderBy('version', 'desc').limit(1).executeTakeFirst();
  const seal = (column: Sealed, words: string) =>
    tx.vault.seal(row.data_key_id, placeOf(column, id), words);
  await tx.db
    .insertInto('systemic_plans')
    .values({
      region_id: regionId(tx),
      id,
      systemic_id: row.id,
      version: (earlier?.version ?? 0) + 1,
      state: 'handed-in',
      outcome: plan.outcome,
      text_sealed: await seal('text_sealed', plan.text),
      steps_sealed: await seal('steps_sealed', JSON.stringify(plan.steps)),
      signer_name: plan.signerName,
      signer_post: plan.signerPost,
      written_by: writtenBy,
      written_at: tx.now,
      ...(await startCheck(tx, row)),
    })
    .execute();
}

/** What a plan says, whoever may read it: sealed until a moderator has let it out. */
export async function wordsOf(
  tx: Tx,
  row: SystemicRow,
  plan: PlanRow,
): Promise<{ text: string | null; steps: PlannedStep[] }> {
  const open = async (column: Sealed): Promise<string | null> => {
    const sealed = plan[column];
    return sealed ? tx.vault.open(row.data_key_id, placeOf(column, plan.id), sealed) : null;
  };
  const steps = await open('steps_sealed');
  return {
    text: plan.text_public ?? (await open('text_sealed')),
    steps: steps ? (JSON.parse(steps) as PlannedStep[]) : [],
  };
}

/** Whether a moderator's term for a plan was over at a moment; null where there was none. */
export const isCheckLate = ({ check_due_at }: PlanRow, at: Date): boolean | null =>
  check_due_at && at > check_due_at;

/** That a moderator's term for a plan has passed, noted once. */
export const noteCheckLate = (tx: Tx, { id }: PlanRow) => setPlan(tx, id, { check_noted: true });

const setPlan = (tx: Tx, id: string, changes: Updateable<SystemicPlanTable>) =>
  tx.db
    .updateTable('systemic_plans')
    .set(changes)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();

/** Lets a plan out: its words are public, its steps are tasks, the plan before is replaced. */
export async function letPlanOut(
  tx: Tx,
  row: SystemicRow,
  plan: PlanRow,
  shown: { readonly text: string; readonly steps: readonly PlannedStep[] },
  decidedBy: string,
): Promise<void> {
  const before = await planIn(tx, row.id, 'published');
  if (before) await setPlan(tx, before.id, { state: 'replaced' });
  await setPlan(tx, plan.id, {
    state: 'published',
    text_public: shown.text,
    text_sealed: null,
    steps_sealed: null,
    decided_by: decidedBy,
    decided_at: tx.now,
    check_late: isCheckLate(plan, tx.now),
    published_at: tx.now,
  });
  if (shown.steps.length === 0) return;
  await tx.db
    .insertInto('systemic_steps')
    .values(
      shown.steps.map(({ what, owner, until }, position) => ({
        region_id: regionId(tx),
        plan_id: plan.id,
        position,
        what,
        owner,
        until,
        due_at: endOfDay(row.zone, until),
        state: 'promised' as const,
      })),
    )
    .execute();
}

export async function givePlanBack(
  tx: Tx,
  row: SystemicRow,
  plan: PlanRow,
  by: string,
  reason: string,
  note: string | undefined,
): Promise<void> {
  await setPlan(tx, plan.id, {
    state: 'returned',
    reason_code: reason,
    reason_sealed: note
      ? await tx.vault.seal(row.data_key_id, placeOf('reason_sealed', plan.id), note)
      : null,
    decided_by: by,
    decided_at: tx.now,
    check_late: isCheckLate(plan, tx.now),
  });
}

export const setStep = (
  tx: Tx,
  { plan_id, position }: Pick<StepRow, 'plan_id' | 'position'>,
  changes: { readonly state: StepState; readonly late?: boolean; readonly reported_at?: Date },
) =>
  tx.db
    .updateTable('systemic_steps')
    .set(changes)
    .where('region_id', '=', regionId(tx))
    .where('plan_id', '=', plan_id)
    .where('position', '=', position)
    .execute();
