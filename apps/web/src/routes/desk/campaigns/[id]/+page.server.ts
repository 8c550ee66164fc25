import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** A campaign as one: what is common, how each differs, when and how they came. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const page = url.searchParams.get('page') ?? '1';
  const campaign = await services.campaigns
    .getCampaign(actor, { campaignId: params.id, page })
    .catch(leadFrom(url));
  const grants = actor.kind === 'person' ? actor.grants : [];
  return {
    campaign,
    may_judge: grants.some(({ role }) => role === 'moderator' || role === 'controller'),
    done: url.searchParams.has('done'),
    now: services.now(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const typed = { finding: textIn(form, 'finding'), words: textIn(form, 'words') };
    if (is_cut) return tooLong(typed);
    try {
      await locals.services.campaigns.judgeCampaign(locals.actor, {
        campaignId: params.id,
        finding: typed.finding as never,
        words: typed.words,
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        finding: { label: m.campaigns_judge(), kind: 'choice' },
        words: { label: m.campaigns_judge_words() },
      });
    }
    redirect(303, localizePath(`/desk/campaigns/${params.id}?done`, locals.locale));
  },
};
