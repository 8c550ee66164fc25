import { createRoute } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, notFound, refusals } from '../wire/common.ts';
import { thanksList, thanksQuery, toThanksList } from '../wire/thanks.ts';

export const thanksRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/thanks',
      summary: 'Published thanks, newest first',
      request: { query: thanksQuery },
      responses: { 200: json('A page of thanks.', thanksList), ...notFound, ...refusals },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const found = await options.faces.thanks.listThanks(visitor, readQuery(c, thanksQuery));
      return c.json(toThanksList(found, options.publicUrl));
    },
  },
];
