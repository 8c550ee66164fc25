import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
  has_mailbox: locals.services.mailbox !== null && locals.services.demo,
});
