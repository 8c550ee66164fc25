import { z } from '@hono/zod-openapi';
import {
  AppError,
  ERROR_STATUS,
  isAppError,
  rateLimitHeaders,
  type ErrorCode,
  type Log,
} from '@otklik/kernel';
import type { ApiContext } from './route.ts';

/** How every refusal looks. The code is for programs; sentences are for pages. */
export const errorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]).openapi({
        description: 'Stable; new codes may be added.',
      }),
      data: z.record(z.string(), z.unknown()).openapi({
        description: 'Facts beside the code: places of wrong fields, limits, seconds to wait.',
      }),
      request_id: z
        .string()
        .nullable()
        .openapi({ description: 'Name it when you report a fault.' }),
    }),
  })
  .openapi('Error');

const RETRY_AFTER_S: Partial<Record<ErrorCode, number>> = {
  'request-in-progress': 1,
  'over-capacity': 5,
  unavailable: 5,
};

function retryAfter_s({ code, data }: AppError): number | undefined {
  return typeof data.retryAfter_s === 'number' ? data.retryAfter_s : RETRY_AFTER_S[code];
}

/** Names of our tables and constraints are nobody's business. */
function publicData({ code, data }: AppError): Record<string, unknown> {
  if (code === 'internal') return {};
  const { constraint: _hidden, ...rest } = data;
  return rest;
}

/** The answer to a refusal. What is not a refusal is our fault: it goes into the log and out as `internal`. */
export function answerError(c: ApiContext, error: unknown, log: Log): Response {
  const { requestId } = c.env;
  const meant = isAppError(error) ? error : new AppError('internal');
  if (meant.code === 'internal') log.error('api.failed', { request_id: requestId, error });
  const wait_s = retryAfter_s(meant);
  if (wait_s !== undefined) c.header('retry-after', String(wait_s));
  for (const [name, value] of Object.entries(rateLimitHeaders(meant))) c.header(name, value);
  if (ERROR_STATUS[meant.code] === 401) c.header('www-authenticate', 'Bearer');
  c.header('cache-control', 'no-store');
  return c.json(
    { error: { code: meant.code, data: publicData(meant), request_id: requestId } },
    ERROR_STATUS[meant.code],
  );
}
