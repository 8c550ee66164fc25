import { localizePath } from '@otklik/i18n';
import { hallReceipt, HALL_RECEIPT_SHOWN_s } from '#lib/server/point-cookies.ts';
import type { PageServerLoad } from './$types';

/** The receipt, for half a minute: then the first page, and the browser forgets what it showed. */
export const load: PageServerLoad = ({ cookies, setHeaders }) => {
  setHeaders({
    refresh: `${HALL_RECEIPT_SHOWN_s}; url=${localizePath('/hall')}`,
    // Not the cookies: one of them says which tablet this is.
    'clear-site-data': '"cache", "storage"',
  });
  return { receipt: hallReceipt(cookies) };
};
