import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import {
  attachedOutcomes,
  attachedReport,
  attachedReportShape,
  toAttached,
} from '../wire/attached.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';

const report: Route = {
  config: createRoute({
    method: 'post',
    path: '/attached',
    summary: 'Report attached people, so that some without a visit can be asked about access',
    description:
      'Needs a key with the scope `visits:write`. At most 1,000 rows and 256 KiB; each row has its outcome, in the order of the rows. The same row again says that they still are attached; whom no list names for half a year is forgotten. Who is asked is drawn by chance.',
    security: [{ api_key: [] }],
    request: {
      body: { required: true, content: { 'application/json': { schema: attachedReport } } },
    },
    responses: {
      200: json('What became of each row.', attachedOutcomes),
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
    const sent = attachedReportShape.safeParse(await readJson(c.req.raw));
    if (!sent.success) throw new AppError('invalid-input', { issues: [{ path: 'people' }] });
    const people = JSON.stringify(sent.data.people);
    return c.json(toAttached(await options.faces.surveys.recordAttached(actor, { people })), 200);
  },
};

export const attachedRoutes: readonly Route[] = [report];
