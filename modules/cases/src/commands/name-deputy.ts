import { AppError, defineCommand } from '@otklik/kernel';
import { daysUntil } from '../model/clocks.ts';
import { dateIn, DEPUTY_DAYS_MAX } from '../model/signing.ts';
import { nameRight } from '../name-signer.ts';
import { headOfClinic } from '../policy-signing.ts';
import { nameDeputy as input } from '../schema-signing.ts';

/** A head names who signs instead, from one date to another; both days count, in the clinic's zone. */
export const nameDeputy = defineCommand({
  name: 'cases.name-deputy',
  input,
  stepUp: true,
  policy: headOfClinic,
  async handle({ tx, actor, subject: { clinic }, input: deputy }) {
    const { fromDate, toDate } = deputy;
    if (
      toDate < dateIn(clinic.zone, tx.now) ||
      daysUntil(toDate, tx.now, clinic.zone) > DEPUTY_DAYS_MAX
    )
      throw new AppError('date-unfit', { what: 'toDate', maximum_days: DEPUTY_DAYS_MAX });
    const { forName, forPost } = deputy;
    const right = { kind: 'deputy', forName, forPost, fromDate, toDate } as const;
    return nameRight(tx, actor, clinic, deputy, right);
  },
  audit: ({ output }) => ({ object: output.id, after: 'deputy' }),
});
