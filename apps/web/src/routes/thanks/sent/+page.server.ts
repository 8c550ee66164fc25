import { sentThanksOf } from '#lib/server/thanks-cookie.ts';
import type { PageServerLoad } from './$types';

/** The number and the code of thanks just sent, in this browser alone. */
export const load: PageServerLoad = ({ cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { sent: sentThanksOf(cookies) };
};
