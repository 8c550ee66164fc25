import { withoutLocale } from '@otklik/i18n';
import type { Reroute } from '@sveltejs/kit/hooks';

/** Routes know no language: `/en/help` is served by `/help`. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);
