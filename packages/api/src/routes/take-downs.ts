import { createRoute } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals } from '../wire/common.ts';
import { takeDownList, takeDownsQuery, toTakeDownList } from '../wire/take-downs.ts';

export const takeDownRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/take-downs',
      summary: 'What was taken down on a demand, newest first',
      request: { query: takeDownsQuery },
      responses: { 200: json('A page of the ledger.', takeDownList), ...refusals },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const { demanded_by, ...query } = readQuery(c, takeDownsQuery);
      const asked = { ...query, ...(demanded_by ? { demandedBy: demanded_by } : {}) };
      const found = await options.faces.complaints.listTakeDowns(visitor, asked);
      return c.json(toTakeDownList(found, options.publicUrl));
    },
  },
];
