import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Judgements of two moderators that differ, for a controller. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  return {
    differences: await services.moderationWatch.listDifferences(actor, {}).catch(leadFrom(url)),
    done: url.searchParams.has('done'),
    now: services.now(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = { sampleId: text('sampleId'), finding: text('finding'), words: text('words') };
    if (is_cut) return tooLong(typed);
    try {
      await locals.services.moderationWatch.settleDifference(locals.actor, {
        ...typed,
        finding: typed.finding as never,
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        finding: {
          label: m.watch_differences_finding(),
          kind: 'choice',
          field: `finding-${typed.sampleId}`,
        },
        words: { label: m.watch_differences_words(), field: `words-${typed.sampleId}` },
      });
    }
    redirect(303, localizePath('/desk/watch/differences?done', locals.locale));
  },
};
