import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';
import {
  referralOutcomes,
  referralReport,
  referralReportShape,
  toReferralOutcomes,
} from '../wire/referrals.ts';

const report: Route = {
  config: createRoute({
    method: 'post',
    path: '/referrals',
    summary: 'Send referrals of patients who told their code',
    description:
      'Needs a key with the scope `referrals:write`. At most 1,000 rows and 256 KiB; each row has its outcome, in the order of the rows. The patient makes the code in their account and tells it at the desk: it is their consent, and it leads to them; no address or number of a card does. The same referral again changes nothing, and with other days it is changed; what the patient removed stays removed.',
    security: [{ api_key: [] }],
    request: {
      body: { required: true, content: { 'application/json': { schema: referralReport } } },
    },
    responses: {
      200: json('What became of each row.', referralOutcomes),
      ...refusals,
      403: refusedWith('The key has no such scope.'),
      413: refusedWith('More than 256 KiB.'),
      415: refusedWith('Not JSON, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const sent = referralReportShape.safeParse(await readJson(c.req.raw));
    if (!sent.success) throw new AppError('invalid-input', { issues: [{ path: 'referrals' }] });
    const referrals = JSON.stringify(sent.data.referrals);
    const { guarantees } = options.faces;
    return c.json(toReferralOutcomes(await guarantees.takeReferrals(actor, { referrals })), 200);
  },
};

export const referralRoutes: readonly Route[] = [report];
