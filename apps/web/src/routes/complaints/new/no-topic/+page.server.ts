import { loadWish, sendWish } from '#lib/server/wish-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadWish;
export const actions: Actions = { default: (event) => sendWish(event, 'topic') };
