import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';
import { toOutcomes, visitOutcomes, visitReport, visitReportShape } from '../wire/visits.ts';

const report: Route = {
  config: createRoute({
    method: 'post',
    path: '/visits',
    summary: 'Report visits, so that people can be asked about them',
    description:
      'Needs a key with the scope `visits:write`. At most 1,000 rows and 256 KiB; each row has its outcome, in the order of the rows, and a bad one never stops a good one. The same visit again changes nothing, so send a report again whenever no answer came.',
    security: [{ api_key: [] }],
    request: {
      body: { required: true, content: { 'application/json': { schema: visitReport } } },
    },
    responses: {
      200: json('What became of each row.', visitOutcomes),
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
    const sent = visitReportShape.safeParse(await readJson(c.req.raw));
    if (!sent.success) throw new AppError('invalid-input', { issues: [{ path: 'visits' }] });
    const visits = JSON.stringify(sent.data.visits);
    return c.json(toOutcomes(await options.faces.surveys.recordVisits(actor, { visits })), 200);
  },
};

export const visitRoutes: readonly Route[] = [report];
