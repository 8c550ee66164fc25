import { OpenAPIHono } from '@hono/zod-openapi';
import { PREFIX } from './route.ts';
import { ROUTES } from './routes/index.ts';

export const SECURITY = 'api_key';

/** The API's own description (OpenAPI 3.1), from the same schemas that judge requests and shape answers. */
export function openApiDocument(): object {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', SECURITY, {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of this installation: `npm run otklik -- api-key create`.',
  });
  for (const { config } of ROUTES) app.openAPIRegistry.registerPath(config);
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Otklik',
      version: '1',
      description:
        'Clinics, topics and published complaints of a region as open data, the signed heads of its act log, and filing for machines with a key.',
      license: { name: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: PREFIX }],
  });
}
