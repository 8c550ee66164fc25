import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { campaignControls } from '#lib/server/watch-rules.ts';
import type { Actions, PageServerLoad } from './$types';

/** Filings that came as one, and from how many on they do. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.campaigns.listCampaigns(actor, {}).catch(leadFrom(url));
  const grants = actor.kind === 'person' ? actor.grants : [];
  return {
    ...found,
    may_rule: grants.some(
      ({ role, reach }) =>
        (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
    ),
    done: url.searchParams.has('done'),
    now: services.now(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.campaigns.saveRules(locals.actor, {
        copiesMin: typed['copiesMin'] ?? '',
        likenessPercent: typed['likenessPercent'] ?? '',
        windowDays: typed['windowDays'] ?? '',
        floodMin: typed['floodMin'] ?? '',
        ...(typed['validFrom'] ? { validFrom: typed['validFrom'] } : {}),
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, campaignControls());
    }
    redirect(303, localizePath('/desk/campaigns?done', locals.locale));
  },
};
