import type { AppError } from './errors.ts';

/** The one name under which a limit is told: which rule it was is nobody's business. */
const POLICY = 'otklik';
const WINDOW_s = 60;

/**
 * What a refusal for a full limit says in headers: how many in which time, and when to come back.
 * Source: IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers-10):
 * `RateLimit-Policy: "name";q=quota;w=seconds` and `RateLimit: "name";r=remaining;t=seconds`.
 *
 * @returns nothing for any other refusal
 */
export function rateLimitHeaders({
  code,
  data,
}: Pick<AppError, 'code' | 'data'>): Record<string, string> {
  if (code !== 'too-many-requests') return {};
  const wait_s = typeof data['retryAfter_s'] === 'number' ? data['retryAfter_s'] : WINDOW_s;
  const limit = data['limit'] as { count_max?: unknown; window_s?: unknown } | undefined;
  const policy: Record<string, string> =
    typeof limit?.count_max === 'number' && typeof limit.window_s === 'number'
      ? { 'ratelimit-policy': `"${POLICY}";q=${limit.count_max};w=${limit.window_s}` }
      : {};
  return { ...policy, ratelimit: `"${POLICY}";r=0;t=${wait_s}`, 'retry-after': String(wait_s) };
}
