import { createRoute, z } from '@hono/zod-openapi';
import { csvMore, csvOf, nokCsv, parquetOf } from '@otklik/survey-results';
import { readQuery } from '../read.ts';
import type { Call, Route } from '../route.ts';
import { json, notFound, refusals } from '../wire/common.ts';
import {
  methodsPage,
  nokQuery,
  resultsPage,
  resultsQuery,
  toMethods,
  toResults,
} from '../wire/survey-results.ts';

const CSV = 'text/csv; charset=utf-8';
const PARQUET = 'application/vnd.apache.parquet';

function askedIn({ c }: Call) {
  const { place, from, to, sector } = readQuery(c, resultsQuery);
  return {
    sector,
    ...(place ? { place } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

const found = (call: Call) =>
  call.options.faces.surveyResults.exportResults(call.visitor, askedIn(call));

/** The same rows in another form, named by what they are of. */
function file(
  format: 'csv' | 'parquet',
  type: string,
  write: (call: Call) => Promise<Written>,
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
    ...(format === 'csv' ? { isStreamed: true as const } : {}),
    freshness: 'ask',
    async handle(call) {
      const { from, to, body } = await write(call);
      const name = `otklik-surveys-${from.slice(0, 7)}-${to.slice(0, 7)}.${format}`;
      return new Response(body, {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
      });
    },
  };
}

interface Written {
  readonly from: string;
  readonly to: string;
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

/** Part after part, each asked for when the one before has left: never the whole file at once. */
async function streamed(call: Call): Promise<Written> {
  const asked = askedIn(call);
  const part = (after?: string) =>
    call.options.faces.surveyResults.exportPart(call.visitor, {
      ...asked,
      ...(after === undefined ? {} : { after }),
    });
  // Refusals come before the first byte.
  const first = await part();
  const bytes = new TextEncoder();
  let next = first.next;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (stream) => {
        stream.enqueue(bytes.encode(csvOf(first.rows)));
        if (next === null) stream.close();
      },
      async pull(stream) {
        if (next === null) return;
        const more = await part(next);
        next = more.next;
        stream.enqueue(bytes.encode(csvMore(more.rows)));
        if (next === null) stream.close();
      },
    },
    { highWaterMark: 1 },
  );
  return { from: first.from, to: first.to, body };
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
  file('csv', CSV, streamed),
  file('parquet', PARQUET, async (call) => {
    const { rows, from, to, methods } = await found(call);
    const said = methods.map(({ name, version }) => `${name} ${version}`).join(', ');
    return { from, to, body: parquetOf(rows, { from, to, methods: said }) };
  }),
  {
    config: createRoute({
      method: 'get',
      path: '/surveys/nok.csv',
      summary: 'Assessments of 2018 by place and indicator as CSV, with what each lacks',
      request: { query: nokQuery },
      responses: {
        200: { description: 'A file.', content: { [CSV]: { schema: z.string() } } },
        ...refusals,
      },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const { sector } = readQuery(c, nokQuery);
      const { rows } = await options.faces.surveyResults.exportNok(visitor, { sector });
      return new Response(nokCsv(rows), {
        headers: {
          'content-type': CSV,
          'content-disposition': `attachment; filename="otklik-nok-${sector}.csv"`,
        },
      });
    },
  },
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
