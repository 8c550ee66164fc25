import { receiptOf } from '#lib/server/survey.ts';
import type { PageServerLoad } from './$types';

/** The receipt of the form that was just sent, for a quarter of an hour. */
export const load: PageServerLoad = ({ cookies }) => ({ receipt: receiptOf(cookies) });
