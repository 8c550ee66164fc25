import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/guarantees';

const code = z.string();
const day = z.iso.date();

/** One referral as it is described to machines; the verb behind the door judges each row alone. */
const referral = z.strictObject({
  code: code.openapi({
    description: 'What the patient made in their account and told at the desk.',
    example: '7K3M9-QXT2B',
  }),
  referralId: code.openapi({ description: 'Of the source; kept only as a keyed hash.' }),
  kind: code.openapi({
    description: 'The code of a norm of waiting.',
    example: 'specialist',
  }),
  givenOn: day,
  specialty: code.optional().openapi({ example: 'ophthalmologist' }),
  clinic: code.optional().openapi({ description: 'Where they are to be seen: of `GET /clinics`.' }),
  offeredOn: day.optional().openapi({ description: 'The appointment that was offered.' }),
  seenOn: day.optional(),
});
export const referralReport = z.strictObject({ referrals: z.array(referral).max(1000) });

/** The shape around the rows: what is in a row is judged row by row. */
export const referralReportShape = z.strictObject({ referrals: z.array(z.unknown()).max(1000) });

const outcome = z.strictObject({
  outcome: z.enum(['new', 'same', 'changed', 'refused']),
  code: z
    .enum(['unknown-code', 'unknown-clinic', 'too-many-referrals', 'invalid'])
    .optional()
    .openapi({
      description:
        '`unknown-code`: nobody gave it, it ended, or it was taken back; which of them is not said.',
    }),
  fields: z
    .array(z.string())
    .optional()
    .openapi({ description: 'Names of fields that are wrong.' }),
});
export const referralOutcomes = z
  .strictObject({ outcomes: z.array(outcome) })
  .openapi('ReferralOutcomes');

type Taken = OutputOf<(typeof manifest)['commands']['takeReferrals']>;
export const toReferralOutcomes = ({ outcomes }: Taken): z.output<typeof referralOutcomes> => ({
  outcomes: outcomes.map(({ fields, code: reason, ...one }) => ({
    ...one,
    ...(reason ? { code: reason as 'invalid' } : {}),
    ...(fields ? { fields: [...fields] } : {}),
  })),
});
