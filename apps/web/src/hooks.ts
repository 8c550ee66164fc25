import { withoutLocale } from '@otklik/i18n';
import type { Reroute, Transport } from '@sveltejs/kit/hooks';

/** Routes know no language: `/en/help` is served by `/help`. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);

/**
 * No page is taken over by script (`csr = false` at the root), yet what it was made of is written out for that on
 * every request, and thrown away. This says of each such object that it is nothing, before it is walked.
 */
export const transport: Transport = {
  Nothing: {
    encode: (value: unknown) => typeof value === 'object' && value !== null && 1,
    decode: () => null,
  },
};
