import { createRoute } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, notFound, refusals } from '../wire/common.ts';
import { statistics, statisticsQuery, toStatistics } from '../wire/statistics.ts';

export const statisticsRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/statistics',
      summary: 'How published complaints ended and how long answers took',
      request: { query: statisticsQuery },
      responses: { 200: json('Counted at `counted_at`.', statistics), ...notFound, ...refusals },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const query = readQuery(c, statisticsQuery);
      return c.json(toStatistics(await options.faces.complaints.getStatistics(visitor, query)));
    },
  },
];
