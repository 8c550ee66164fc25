import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** How answers to surveys are worked out: each method with its version, date and source. */
export const load: PageServerLoad = async ({ locals: { services, actor } }) =>
  orErrorPage(services.surveyResults.listMethods(actor, {}));
