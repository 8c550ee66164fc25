import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { refusalOf } from '#lib/server/account-errors.ts';
import { ruleControls } from '#lib/server/watch-rules.ts';
import type { Actions, PageServerLoad } from './$types';

const ROWS = [0, 1, 2, 3];

/** How many decisions are judged again, and into which shifts the day falls. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const rules = await services.moderationWatch.getRules(actor, {}).catch(leadFrom(url));
  const grants = actor.kind === 'person' ? actor.grants : [];
  if (!grants.some(({ role }) => role === 'administrator' || role === 'coordinator'))
    error(403, 'forbidden');
  return { ...rules, done: url.searchParams.has('done'), now: services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const shifts = ROWS.filter((row) => typed[`code-${row}`]).map((row) => ({
      code: typed[`code-${row}`]!,
      from: typed[`from-${row}`] ?? '',
      to: typed[`to-${row}`] ?? '',
    }));
    try {
      await locals.services.moderationWatch.saveRules(locals.actor, {
        sharePercent: typed['sharePercent'] ?? '',
        refusalsTwice: typed['refusalsTwice'] === 'yes',
        sampleDaysMax: typed['sampleDaysMax'] ?? '',
        shifts,
        ...(typed['validFrom'] ? { validFrom: typed['validFrom'] } : {}),
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, ruleControls());
    }
    redirect(303, localizePath('/desk/watch/rules?done', locals.locale));
  },
};
