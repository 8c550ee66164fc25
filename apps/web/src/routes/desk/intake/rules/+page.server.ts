import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever sets what the region does about danger and appeals sets this too. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { complaints, now } = locals.services;
  // The rules are open to everybody; the page that changes them is for those who may.
  await complaints.listLanes(locals.actor, {}).catch(leadFrom(url));
  const rules = await complaints.listRepresentationRules(locals.actor, {});
  if (!rules) error(404, 'not-found');
  return { ...rules, now: now(), done: url.searchParams.has('done') };
};

const isYes = (value: string | undefined): boolean => value === 'yes';

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const { needsPaper, needsConsent, verified, validTo, ageBelow, source, ...rest } = typed;
    try {
      await locals.services.complaints.saveRepresentationRule(locals.actor, {
        ...rest,
        validTo: validTo || null,
        ageBelow: ageBelow || null,
        source: source || null,
        needsPaper: isYes(needsPaper),
        needsConsent: isYes(needsConsent),
        verified: isYes(verified),
      } as never);
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, localizePath('/desk/intake/rules?done', locals.locale));
  },
};
