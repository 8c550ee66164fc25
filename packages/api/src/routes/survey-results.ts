import { createRoute, z } from '@hono/zod-openapi';
import { csvOf, parquetOf } from '@otklik/survey-results';
import { readQuery } from '../read.ts';
import type { Call, Route } from '../route.ts';
import { json, notFound, refusals } from '../wire/common.ts';
import {
  methodsPage,
  resultsPage,
  resultsQuery,
  toMethods,
  toResults,
} from '../wire/survey-results.ts';

const CSV = 'text/csv; charset=utf-8';
const PARQUET = 'application/vnd.apache.parquet';

async function found({ c, options, visitor }: Call) {
  const { place, from, to, sector } = readQuery(c, resultsQuery);
  return options.faces.surveyResults.exportResults(visitor, {
    sector,
    ...(place ? { place } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  });
}
type Found = Awaited<ReturnType<typeof found>>;

/** The same rows in another form, named by what they are of. */
function file(
  format: 'csv' | 'parquet',
  type: string,
  write: (found: Found) => Uint8Array<ArrayBuffer> | string,
): Route {
  return {
    config: createRoute({
      method: 'get',
      path: `/surveys/results.${format}`,
      summary: `Answers to surveys as ${format === 'csv' ? 'CSV' : 'Parquet'}, with the rows and masks of the JSON`,
      request: { query: resultsQuery },
      responses: {
        200: { description: 'A file.', content: { [type]: { schema: z.string() } } },
        ...notFound,
        ...refusals,
      },
    }),
    freshness: 'ask',
    async handle(call) {
      const rows = await found(call);
      const name = `otklik-surveys-${rows.from.slice(0, 7)}-${rows.to.slice(0, 7)}.${format}`;
      return new Response(write(rows), {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
      });
    },
  };
}

export const surveyResultRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/surveys/results',
      summary: 'Answers to surveys by place, group of ways of asking and question',
      request: { query: resultsQuery },
      responses: { 200: json('Rows.', resultsPage), ...notFound, ...refusals },
    }),
    freshness: 'ask',
    handle: async (call) => call.c.json(toResults(await found(call))),
  },
  file('csv', CSV, ({ rows }) => csvOf(rows)),
  file('parquet', PARQUET, ({ rows, from, to, methods }) =>
    parquetOf(rows, {
      from,
      to,
      methods: methods.map(({ name, version }) => `${name} ${version}`).join(', '),
    }),
  ),
  {
    config: createRoute({
      method: 'get',
      path: '/surveys/methods',
      summary: 'Methods by which answers to surveys are scored, with versions, dates and weights',
      responses: { 200: json('Methods.', methodsPage), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      return c.json(toMethods(await options.faces.surveyResults.listMethods(visitor, {})));
    },
  },
];
