import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { headList, headsQuery, keyList, toHeadList, toKeyList } from '../wire/act-log.ts';
import { dayFilings, filingDays, toDayFilings, toFilingDays } from '../wire/filings.ts';
import { json, notFound, refusals } from '../wire/common.ts';

export const actLogRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/act-log/heads',
      summary: 'Signed daily heads of the act log, newest first',
      request: { query: headsQuery },
      responses: { 200: json('Heads.', headList), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      const { before, limit } = readQuery(c, headsQuery);
      const found = await options.faces.actLog.listHeads(visitor, {
        limit,
        ...(before ? { before } : {}),
      });
      return c.json(toHeadList(found));
    },
  },
  {
    config: createRoute({
      method: 'get',
      path: '/act-log/keys',
      summary: 'Public keys that sign the heads',
      responses: { 200: json('Keys, the current one first.', keyList), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      return c.json(toKeyList(await options.faces.actLog.listKeys(visitor, {})));
    },
  },
  {
    config: createRoute({
      method: 'get',
      path: '/act-log/filing-days',
      summary: 'Signed days of the log of filings, newest first',
      request: { query: headsQuery },
      responses: { 200: json('Days.', filingDays), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      const { before, limit } = readQuery(c, headsQuery);
      const found = await options.faces.actLog.listFilingDays(visitor, {
        limit,
        ...(before ? { before } : {}),
      });
      return c.json(toFilingDays(found));
    },
  },
  {
    config: createRoute({
      method: 'get',
      path: '/act-log/filing-days/{day}',
      summary: 'Every hash of one signed day of the log of filings',
      request: { params: z.object({ day: z.iso.date() }) },
      responses: { 200: json('The day and its hashes.', dayFilings), ...notFound, ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      const day = c.req.param('day') ?? '';
      return c.json(toDayFilings(await options.faces.actLog.listFilings(visitor, { day })));
    },
  },
];
