import { regionZone } from '#lib/server/region-zone.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page needs; nothing personal beyond whether someone is signed in. */
export const load: LayoutServerLoad = async ({ locals }) => ({
  locale: locals.locale,
  is_demo: locals.services.demo === true,
  is_signed_in: locals.is_signed_in === true,
  is_staff: locals.is_staff === true,
  /** Of the region. Without a registry there is nothing to tell the time of, but there is a page that says so. */
  zone: await regionZone(locals).catch(() => 'UTC'),
});
