import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { headList, headsQuery, keyList, toHeadList, toKeyList } from '../wire/act-log.ts';
import { json, refusals } from '../wire/common.ts';

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
];
