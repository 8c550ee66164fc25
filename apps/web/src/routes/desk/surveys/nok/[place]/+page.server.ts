import { localizePath, m } from '@otklik/i18n';
import type { Fact } from '@otklik/survey-results';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm, type Controls } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { factNames, factWords } from '#lib/surveys/results/nok-words.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is known of a place, and the form of somebody who checked it. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  await services.surveyResults.mayCheck(actor, { place: params.place }).catch(leadFrom(url));
  const nok = await orErrorPage(services.surveyResults.getNok(actor, { place: params.place }));
  if (!nok) error(404, 'not-found');
  return { nok, facts: factNames };
};

const controls = (): Controls => ({
  checkedOn: { label: m.survey_results_nok_checked_on(), kind: 'moment' },
  source: { label: m.survey_results_nok_source() },
  ...Object.fromEntries(
    factNames.map((fact) => [
      `facts.${fact}`,
      { label: factWords(fact), kind: 'number' as const, field: fact },
    ]),
  ),
  // Nothing was typed in at all: the first of them is pointed at.
  facts: { label: factWords('stand'), kind: 'number', field: 'stand' },
});

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const typed = typedOf(await request.formData());
    const facts = Object.fromEntries(
      factNames.flatMap((fact) => {
        const text = (typed[fact] ?? '').trim().replace(',', '.');
        return text === '' ? [] : [[fact, Number(text)]];
      }),
    ) as Partial<Record<Fact, number>>;
    const { checkedOn = '', source = '' } = typed;
    try {
      await locals.services.surveyResults.putNokFacts(locals.actor, {
        place: params.place,
        checkedOn,
        source,
        facts,
      });
    } catch (thrown) {
      return refusedForm(thrown, typed, controls());
    }
    redirect(303, localizePath('/desk/surveys/nok?saved', locals.locale));
  },
};
