import { regionId } from '@otklik/cases';
import { AppError, defineQuery } from '@otklik/kernel';
import { LIVING_STATES } from '../model.ts';
import { listDue as input } from '../schema.ts';
import '../store/tables.ts';

const BATCH_rows = 500;

/** Systemic cases about which time has something to say: numbers only. */
export const listDuePlans = defineQuery({
  name: 'systemic.list-due-plans',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const region = regionId(tx);
    const rows = await tx.db
      .selectFrom('systemic_cases as s')
      .select('s.number')
      .where('s.region_id', '=', region)
      // Of one that was dismissed with a plan still unread nobody owes anything.
      .where('s.state', 'in', LIVING_STATES)
      .where((eb) =>
        eb.or([
          eb.and([eb('s.due_at', '<', tx.now), eb('s.overdue_noted', '=', false)]),
          eb('s.notice_at', '<=', tx.now),
          eb(
            's.id',
            'in',
            eb
              .selectFrom('systemic_plans as waiting')
              .select('waiting.systemic_id')
              .where('waiting.region_id', '=', region)
              .where('waiting.state', '=', 'handed-in')
              .where('waiting.check_due_at', '<', tx.now)
              .where('waiting.check_noted', '=', false),
          ),
          eb(
            's.id',
            'in',
            eb
              .selectFrom('systemic_steps as step')
              .innerJoin('systemic_plans as plan', (join) =>
                join
                  .onRef('plan.region_id', '=', 'step.region_id')
                  .onRef('plan.id', '=', 'step.plan_id'),
              )
              .select('plan.systemic_id')
              .where('step.region_id', '=', region)
              .where('step.state', '=', 'promised')
              .where('step.due_at', '<', tx.now)
              .where('plan.state', '=', 'published'),
          ),
        ]),
      )
      .limit(BATCH_rows)
      .execute();
    return rows.map(({ number }) => number);
  },
});
