import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The decision that a moderator judges again, blind; or one just judged, with both decisions. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const judged = url.searchParams.get('judged');
  const sample = await services.moderationWatch
    .getSample(actor, judged ? { sampleId: judged } : {})
    .catch(leadFrom(url));
  return sample;
};

export const actions: Actions = {
  take: async ({ locals, url }) => {
    await locals.services.moderationWatch.takeSample(locals.actor, {}).catch(leadFrom(url));
    redirect(303, localizePath('/desk/watch/sample', locals.locale));
  },
  judge: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const typed = {
      sampleId: textIn(form, 'sampleId'),
      decision: textIn(form, 'decision'),
      // One list for each decision that has reasons.
      reason: textIn(form, `reason-${textIn(form, 'decision')}`),
      marked: textIn(form, 'marked'),
    };
    if (is_cut) return tooLong(typed);
    try {
      const { reason, marked } = typed;
      const letsOut = typed.decision.startsWith('publish');
      await locals.services.moderationWatch.judgeSample(locals.actor, {
        sampleId: typed.sampleId,
        decision: typed.decision as never,
        ...(reason ? { reason } : {}),
        ...(letsOut && marked ? { marked } : {}),
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        decision: { label: m.watch_sample_decision(), kind: 'choice' },
        marked: { label: m.watch_sample_marked() },
      });
    }
    redirect(303, localizePath(`/desk/watch/sample?judged=${typed.sampleId}`, locals.locale));
  },
};
