import { error } from '@sveltejs/kit';
import type { WebServices } from '#lib/server/services.ts';

/** The post office of a demonstration; outside demo mode there is no such page. */
export const keptLetters = (services: WebServices): NonNullable<WebServices['mailbox']> =>
  services.demo && services.mailbox ? services.mailbox : error(404, 'not-found');
