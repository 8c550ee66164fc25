import { calendarOf, clinicsByIds, disclosureOf, type Disclosure } from '@otklik/registry';
import { clockView, regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { PUBLIC_STATES, ruleOf } from './model.ts';
import { causeOf } from './store/causes.ts';
import { clocksOf } from './store/clocks.ts';
import { countMembers, joinedAtOf, memberCases, memberEvidence } from './store/members.ts';
import { isCheckLate, planIn, stepsOf, wordsOf, type PlanRow } from './store/plans.ts';
import { entriesOf, type SystemicRow } from './store/systemic.ts';
import type { Closing } from './store/tables.ts';

const clinicName = async (tx: Tx, row: SystemicRow) => {
  const { code, nameRu, nameEn } = (await clinicsByIds(tx, [row.clinic_id])).get(row.clinic_id)!;
  return { code, nameRu, nameEn };
};

/** What a list shows of one: public facts alone. */
export async function systemicLine(tx: Tx, row: SystemicRow) {
  const { code, ru, en } = await causeOf(tx, row.cause_code);
  return {
    number: row.number,
    path: `/systemic/${row.number}`,
    clinic: await clinicName(tx, row),
    cause: { code, ru, en },
    title: { ru: row.title_ru, en: row.title_en },
    state: row.state,
    zone: row.zone,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    late: row.due_at !== null && tx.now > row.due_at,
    ...(await countMembers(tx, row.id)),
    demo: row.demo,
  };
}
export type SystemicLine = Awaited<ReturnType<typeof systemicLine>>;

/** A count below the least that a region shows is not said; none at all is. */
const shownCount = (count: number, { cells_min }: Disclosure): number | null =>
  count > 0 && count < cells_min ? null : count;

const closingView = (closing: Closing, least: Disclosure) => {
  const shown = ({ cases, people }: Closing['before']) => ({
    cases: shownCount(cases, least),
    people: shownCount(people, least),
  });
  return { ...closing, before: shown(closing.before), after: shown(closing.after) };
};

async function publishedPlan(tx: Tx, plan: PlanRow) {
  return {
    outcome: plan.outcome,
    text: plan.text_public,
    signerName: plan.signer_name,
    signerPost: plan.signer_post,
    publishedAt: plan.published_at,
    steps: (await stepsOf(tx, plan.id)).map((step) => ({
      position: step.position,
      what: step.what,
      owner: step.owner,
      until: step.until,
      state: step.state,
      late: step.late || (step.state === 'promised' && tx.now > step.due_at),
      reportedAt: step.reported_at,
    })),
  };
}

/** Until when a moderator is to have decided about the plan that waits; null where none does, or none was promised. */
export async function checkOf(tx: Tx, row: SystemicRow) {
  const plan = await planIn(tx, row.id, 'handed-in');
  if (!plan?.check_term || !plan.check_due_at) return null;
  const { amount, unit } = plan.check_term;
  return {
    handedInAt: plan.written_at,
    dueAt: plan.check_due_at,
    late: isCheckLate(plan, tx.now) === true,
    amount,
    unit,
    isVerified: plan.check_verified === true,
    calendarVersion: plan.check_derivation?.calendarVersion ?? null,
  };
}

/** Everything that everybody reads of one; the same for all. */
export async function systemicView(tx: Tx, row: SystemicRow) {
  const { calendar } = await calendarOf(tx, regionId(tx));
  const facts = { calendar, zone: row.zone };
  const plan = await planIn(tx, row.id, 'published');
  const least = await disclosureOf(tx);
  const is_public = PUBLIC_STATES.includes(row.state);
  return {
    ...(await systemicLine(tx, row)),
    why: { ru: row.why_ru, en: row.why_en },
    clocks: (await clocksOf(tx, row.id)).map(({ isVerified, ...clock }) => ({
      ...clockView(clock, tx.now, facts),
      isVerified,
    })),
    check: is_public ? await checkOf(tx, row) : null,
    members: (await memberCases(tx, row.id)).map(({ id: _id, authorId: _author, ...one }) => one),
    evidence: await memberEvidence(tx, row.id),
    plan: plan && is_public ? await publishedPlan(tx, plan) : null,
    entries: (await entriesOf(tx, row.id))
      .filter(({ move }) => ruleOf(move).public)
      .map(({ at, move, role, reason_code }) => ({ at, move, role, reason: reason_code })),
    closing: row.closing ? closingView(row.closing, least) : null,
    /** A count below this is not said, only that it is. */
    cells_min: least.cells_min,
  };
}
export type SystemicView = Awaited<ReturnType<typeof systemicView>>;

/** Of one message that belongs to it: what it belongs to, and what is planned. Nothing of the other messages. */
export async function ownPart(tx: Tx, row: SystemicRow, caseId: string) {
  const { number, path, cause, title, state, openedAt, closedAt, cases, people } =
    await systemicLine(tx, row);
  const plan = await planIn(tx, row.id, 'published');
  return {
    systemic: number,
    path,
    cause,
    title,
    why: { ru: row.why_ru, en: row.why_en },
    state,
    openedAt,
    closedAt,
    joinedAt: await joinedAtOf(tx, row.id, caseId),
    cases,
    people,
    plan: plan ? await publishedPlan(tx, plan) : null,
  };
}

/** What the desk reads besides: the plan that waits or came back, with why. */
export async function deskPart(tx: Tx, row: SystemicRow) {
  const waiting = await planIn(tx, row.id, 'handed-in');
  const returned = waiting ? undefined : await planIn(tx, row.id, 'returned');
  const shown = waiting ?? returned;
  return {
    version: row.version,
    doneAt: row.done_at,
    plan: shown
      ? {
          state: shown.state,
          outcome: shown.outcome,
          ...(await wordsOf(tx, row, shown)),
          signerName: shown.signer_name,
          signerPost: shown.signer_post,
          writtenAt: shown.written_at,
          reason: shown.reason_code,
          note: shown.reason_sealed
            ? await tx.vault.open(
                row.data_key_id,
                { table: 'systemic_plans', column: 'reason_sealed', row: shown.id },
                shown.reason_sealed,
              )
            : null,
        }
      : null,
  };
}
