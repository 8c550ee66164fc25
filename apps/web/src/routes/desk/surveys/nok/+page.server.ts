import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

const SECTORS = ['health', 'social', 'rehabilitation', 'school', 'kindergarten', 'culture'];

/** Assessments of the places that the reader reaches, and the weights by which they are made. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = url.searchParams.get('sector') ?? 'health';
  const sector = SECTORS.includes(asked) ? asked : 'health';
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1));
  const found = await locals.services.surveyResults
    .listNok(locals.actor, { sector, page })
    .catch(leadFrom(url));
  return { found, sector, isSaved: url.searchParams.has('saved') };
};

/** «1.1 0,3» a line. What cannot be read becomes a name or number that is refused. */
const weightsIn = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', weight = ''] = line.split(/[\s=;:]+/);
        return [name, Number(weight.replace(',', '.'))];
      }),
  );

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const typed = typedOf(await request.formData());
    const { sector = '', validFrom = '', source = '', weights = '', isVerified } = typed;
    try {
      await locals.services.surveyResults.putWeights(locals.actor, {
        sector: sector as 'health',
        validFrom,
        source,
        isVerified: isVerified === 'on',
        weights: weightsIn(weights),
      });
    } catch (thrown) {
      return refusedForm(thrown, typed, {
        validFrom: { label: m.survey_results_nok_weights_valid_from(), kind: 'moment' },
        source: { label: m.survey_results_nok_source() },
        weights: { label: m.survey_results_nok_weights_list() },
      });
    }
    redirect(303, localizePath('/desk/surveys/nok?saved', locals.locale));
  },
};
