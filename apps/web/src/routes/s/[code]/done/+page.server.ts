import { saidReceipt } from '#lib/server/point-cookies.ts';
import type { PageServerLoad } from './$types';

/** The receipt of what was just said at a poster, for a quarter of an hour. */
export const load: PageServerLoad = ({ cookies }) => ({ receipt: saidReceipt(cookies) });
