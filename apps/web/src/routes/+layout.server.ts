import type { LayoutServerLoad } from './$types';

/** What the frame of every page needs; nothing personal beyond whether someone is signed in. */
export const load: LayoutServerLoad = ({ locals }) => ({
  locale: locals.locale,
  is_demo: locals.services.demo === true,
  is_signed_in: locals.is_signed_in === true,
  is_staff: locals.is_staff === true,
});
