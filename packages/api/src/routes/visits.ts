import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '@otklik/kernel';
import { importVisits } from '@otklik/surveys';
import { readCsv, readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';
import {
  toOutcomes,
  visitFileReport,
  visitOutcomes,
  visitReport,
  visitReportShape,
} from '../wire/visits.ts';

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

const FAULTS_MAX = 1000;

const file: Route = {
  config: createRoute({
    method: 'post',
    path: '/visits/files',
    summary: 'Report visits as a file of lines',
    description:
      'Needs a key with the scope `visits:write`. CSV with a header line, `,` or `;`, UTF-8, UTF-16 or windows-1251, 20 MiB at most; the columns are in the reference of import formats. A bad line is told by its number and never stops a good one; the same file again changes nothing.',
    security: [{ api_key: [] }],
    request: { body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
    responses: {
      200: json('What became of the lines.', visitFileReport),
      ...refusals,
      403: refusedWith('The key has no such scope.'),
      413: refusedWith('More than 20 MiB.'),
      415: refusedWith('Not CSV, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const { surveys } = options.faces;
    const bytes = await readCsv(c.req.raw);
    const { faults, ...told } = await importVisits(
      (visits) => surveys.recordVisits(actor, { visits }),
      bytes,
    );
    const first = faults.slice(0, FAULTS_MAX);
    return c.json(
      { ...told, faults: first.map(({ fields, ...one }) => ({ ...one, fields: [...fields] })) },
      200,
    );
  },
};

export const visitRoutes: readonly Route[] = [report, file];
