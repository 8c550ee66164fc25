import type { ServerResponse } from 'node:http';

/**
 * Headers every answer carries, before anything else looks at the request: files, redirects and refusals
 * never pass the pages' own hook. Pages overwrite what they know better (policy with a nonce, caching).
 */
export function setDefaultHeaders(response: ServerResponse, secure: boolean): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(self), microphone=(self), geolocation=(self)');
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
  if (secure)
    response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
}
