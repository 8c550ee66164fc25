import { onClinicSide, reachedIn } from '@otklik/cases';
import { defineQuery, type Grant } from '@otklik/kernel';
import { sql } from 'kysely';
import { involved } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { systemicIn } from '../store/systemic.ts';
import { checkOf, systemicLine } from '../view.ts';

const SHOWN_MAX = 20;

const isOf =
  (...roles: readonly string[]) =>
  (grant: Grant): boolean =>
    roles.includes(grant.role);

/** What a plan that waits is asked for by. */
const WAITS = sql<boolean>`exists (select from systemic_plans plan where plan.region_id = systemic_cases.region_id
  and plan.systemic_id = systemic_cases.id and plan.state = 'handed-in')`;
const CHECK_DUE = sql<Date | null>`(select min(plan.check_due_at) from systemic_plans plan
  where plan.region_id = systemic_cases.region_id and plan.systemic_id = systemic_cases.id
    and plan.state = 'handed-in')`;

/**
 * What somebody owes to systemic cases, the earliest day first: a moderator the decision about a plan that was handed
 * in, whoever answers for a clinic the plan; who directs them sees of both what is late.
 */
export const listOwed = defineQuery({
  name: 'systemic.list-owed',
  input,
  policy: involved,
  async handle({ tx, subject: grants }) {
    const checks = grants.filter((grant) => isOf('moderator')(grant) && !onClinicSide(grant));
    const plans = grants.filter(isOf('executor', 'head'));
    const directs = grants.filter(
      (grant) => isOf('coordinator', 'controller')(grant) && !onClinicSide(grant),
    );
    const rows = await systemicIn(tx)
      .select(CHECK_DUE.as('check_due_at'))
      .where('state', 'in', ['open', 'planned'])
      .where((eb) =>
        eb.or([
          ...(checks.length > 0 ? [eb.and([reachedIn('systemic_cases', checks), WAITS])] : []),
          ...(plans.length > 0
            ? [eb.and([reachedIn('systemic_cases', plans), eb('due_at', 'is not', null)])]
            : []),
          ...(directs.length > 0
            ? [
                eb.and([
                  reachedIn('systemic_cases', directs),
                  eb.or([eb('due_at', '<', tx.now), sql<boolean>`${CHECK_DUE} < ${tx.now}`]),
                ]),
              ]
            : []),
        ]),
      )
      .orderBy(sql`coalesce(${CHECK_DUE}, due_at)`, (order) => order.asc().nullsLast())
      .orderBy('id')
      .limit(SHOWN_MAX)
      .execute();
    const owed = [];
    for (const row of rows) {
      const { number, title, zone } = await systemicLine(tx, row);
      const check = await checkOf(tx, row);
      const dueAt = check?.dueAt ?? row.due_at;
      const late = dueAt !== null && tx.now > dueAt;
      owed.push({ number, title, zone, owes: row.due_at ? 'plan' : 'check', dueAt, late } as const);
    }
    return owed;
  },
});
