import { nameOf } from '#lib/clinics/names.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { isAspect, isSide } from '#lib/survey-comments/words.ts';
import type { PageServerLoad } from './$types';

const PAGES_MAX = 500;
const WORDS_MAX = 100;

/** Published comments of one place. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { services, actor } = locals;
  const ask = (name: string): string | null => url.searchParams.get(name);
  const [aspect, side] = [ask('aspect'), ask('side')];
  const words = ask('q')?.trim().slice(0, WORDS_MAX) ?? '';
  const page = Math.min(PAGES_MAX, Math.max(1, Math.trunc(Number(ask('page')) || 1)));
  const asked = {
    ...(isAspect(aspect) ? { aspect } : {}),
    ...(isSide(side) ? { side } : {}),
    ...(words ? { words } : {}),
  };
  const clinic = await orErrorPage(services.registry.getClinic(actor, { code: params.code }));
  const found = await orErrorPage(
    services.surveyComments.listPublished(actor, { place: params.code, page, ...asked }),
  );
  return {
    ...found,
    asked,
    clinic: { code: clinic.code, name: nameOf(clinic) },
    now: services.now(),
  };
};
