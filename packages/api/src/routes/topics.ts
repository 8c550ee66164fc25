import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals } from '../wire/common.ts';
import { toTopicList, topicList } from '../wire/topics.ts';

export const topicRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/topics',
      summary: 'What can be complained about, with the questions of each topic',
      responses: { 200: json('All topics of the region.', topicList), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      return c.json(toTopicList(await options.faces.complaints.listTopics(visitor, {})));
    },
  },
];
