import { createRoute, z } from '@hono/zod-openapi';
import { readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import {
  clinicList,
  clinicPage,
  clinicsQuery,
  toClinicList,
  toClinicPage,
} from '../wire/clinics.ts';
import { json, notFound, refusals } from '../wire/common.ts';

export const clinicRoutes: readonly Route[] = [
  {
    config: createRoute({
      method: 'get',
      path: '/clinics',
      summary: 'Find clinics',
      request: { query: clinicsQuery },
      responses: { 200: json('A page of clinics, best first.', clinicList), ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      const query = readQuery(c, clinicsQuery);
      return c.json(toClinicList(await options.faces.registry.findClinics(visitor, query)));
    },
  },
  {
    config: createRoute({
      method: 'get',
      path: '/clinics/{code}',
      summary: 'A clinic',
      request: { params: z.object({ code: z.string() }) },
      responses: { 200: json('The clinic.', clinicPage), ...notFound, ...refusals },
    }),
    freshness: 'short',
    async handle({ c, options, visitor }) {
      readQuery(c, z.strictObject({}));
      const code = c.req.param('code') ?? '';
      return c.json(toClinicPage(await options.faces.registry.getClinic(visitor, { code })));
    },
  },
];
