import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The promises of a place, with what the reader may do about them. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services, locale } = locals;
  return services.surveyResults
    .listDeskPromises(actor, { place: params.place, locale })
    .catch(leadFrom(url));
};

type Faces = App.Locals['services']['surveyResults'];
type Verb = (faces: Faces, typed: Record<string, string>) => Promise<unknown>;

const does = (verb: (event: RequestEvent) => Verb) => async (event: RequestEvent) => {
  const { request, locals, params } = event;
  const typed = typedOf(await request.formData());
  try {
    await verb(event)(locals.services.surveyResults, typed);
  } catch (thrown) {
    return refusedForm(thrown, typed, {
      item: { label: m.survey_results_promises_item(), kind: 'choice' },
      words: {
        label:
          typed['id'] === undefined
            ? m.survey_results_promises_words()
            : m.survey_results_promises_outcome(),
        field: typed['id'] === undefined ? 'words' : `words-${typed['id']}`,
      },
      owner: { label: m.survey_results_promises_post() },
      dueOn: { label: m.survey_results_promises_due(), kind: 'moment' },
    });
  }
  return redirect(303, localizePath(`/desk/surveys/${params.place}/promises`, locals.locale));
};

const on = ({ id = '', version = '' }: Record<string, string>) => ({
  id,
  version: Number(version),
});

export const actions: Actions = {
  make: does(
    ({ locals, params }) =>
      (faces, { item = '', words = '', owner = '', dueOn = '' }) =>
        faces.makePromise(locals.actor, { place: params.place, item, words, owner, dueOn }),
  ),
  judge: does(
    ({ locals }) =>
      (faces, typed) =>
        faces.judgePromise(locals.actor, { ...on(typed), decision: typed['decision'] as 'pass' }),
  ),
  report: does(
    ({ locals }) =>
      (faces, typed) =>
        faces.reportPromise(locals.actor, {
          ...on(typed),
          report: typed['report'] as 'done',
          words: typed['words'] ?? '',
        }),
  ),
};
