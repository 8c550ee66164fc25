import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { calendarFile } from '../wire/calendars.ts';
import { json, notFound, refusals } from '../wire/common.ts';

export const calendarRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/calendars/{version}',
      summary: 'The calendar of working days in a version that deadlines name',
      request: { params: z.object({ version: z.string() }) },
      responses: { 200: json('Format otklik-calendar/1.', calendarFile), ...notFound, ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      const version = c.req.param('version') ?? '';
      const found = await options.faces.registry.getCalendar(visitor, { version });
      return c.json(calendarFile.parse(found));
    },
  },
];
