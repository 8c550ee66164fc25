import { onClinicSide, reachedIn } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { LIVING_STATES, PUBLIC_STATES } from '../model.ts';
import { involved } from '../policy.ts';
import { listDesk as input } from '../schema.ts';
import { planIn } from '../store/plans.ts';
import { systemicIn } from '../store/systemic.ts';
import { checkOf, systemicLine } from '../view.ts';

/** Living systemic cases within reach, those with the earliest day first; a clinic's side sees what is public. */
export const listDesk = defineQuery({
  name: 'systemic.list-desk',
  input,
  policy: involved,
  async handle({ tx, subject: grants, input: { state, page, limit } }) {
    const own = grants.filter((grant) => !onClinicSide(grant));
    const theirs = grants.filter(onClinicSide);
    const rows = await systemicIn(tx)
      .where('state', 'in', state ? [state] : LIVING_STATES)
      .where((eb) =>
        eb.or([
          ...(own.length > 0 ? [reachedIn('systemic_cases', own)] : []),
          ...(theirs.length > 0
            ? [eb.and([reachedIn('systemic_cases', theirs), eb('state', 'in', PUBLIC_STATES)])]
            : []),
        ]),
      )
      .orderBy('due_at', (order) => order.asc().nullsLast())
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .offset((page - 1) * limit)
      .execute();
    const systemic = [];
    for (const row of rows.slice(0, limit))
      systemic.push({
        ...(await systemicLine(tx, row)),
        hasWaitingPlan: Boolean(await planIn(tx, row.id, 'handed-in')),
        check: await checkOf(tx, row),
      });
    return { systemic, page, more: rows.length > limit, directs: own.length > 0 };
  },
});
