import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, notFound, refusals } from '../wire/common.ts';
import {
  systemicCase,
  systemicList,
  systemicQuery,
  toSystemicCase,
  toSystemicList,
} from '../wire/systemic.ts';

const numbered = z.strictObject({ number: z.string().regex(/^\d{2}-\d{6,11}-\d$/) });

export const systemicRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/systemic',
      summary: 'Systemic cases, newest first',
      request: { query: systemicQuery },
      responses: { 200: json('A page of systemic cases.', systemicList), ...notFound, ...refusals },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const found = await options.faces.systemic.listSystemic(visitor, readQuery(c, systemicQuery));
      return c.json(toSystemicList(found, options.publicUrl));
    },
  },
  {
    config: createRoute({
      method: 'get',
      path: '/systemic/{number}',
      summary: 'One systemic case: messages, plan, clock, what closed it',
      request: { params: numbered },
      responses: { 200: json('A systemic case.', systemicCase), ...notFound, ...refusals },
    }),
    freshness: 'ask',
    async handle({ c, options, visitor }) {
      const number = c.req.param('number') ?? '';
      const { systemic } = await options.faces.systemic.getSystemic(visitor, { number });
      return c.json(toSystemicCase(systemic, options.publicUrl));
    },
  },
];
