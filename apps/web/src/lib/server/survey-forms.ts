import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { formPath } from '#lib/surveys/forms/paths.ts';
import { findingWords, importFaultWords } from '#lib/surveys/forms/words.ts';
import { refusalOf } from './account-errors.ts';
import { leadFrom } from './desk.ts';
import { refusedForm, type Controls, type Refused } from './form-errors.ts';
import { typedOf } from './registry-desk.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;
type Params = { readonly form: string; readonly version: string };
type Services = App.Locals['services']['surveyForms'];
type Edit = Parameters<Services['editDraft']>[1]['change'];
type Typed = Record<string, string>;
type Answer = ActionFailure<Refused<Typed>>;

/** One version as an editor works on it. */
export const loadVersion = ({ locals, url }: Event, { form, version }: Params) =>
  locals.services.surveyForms.getVersion(locals.actor, { form, version }).catch(leadFrom(url));

/** Faults of a form in words, where a refusal brings them. */
function ownProblems(thrown: unknown): readonly { text: string }[] | null {
  if (!isAppError(thrown)) return null;
  const { reason, findings, faults } = thrown.data;
  if (reason === 'own-work') return [{ text: m.survey_forms_own_work() }];
  if (reason === 'in-use') return [{ text: m.survey_forms_in_use() }];
  if (reason === 'inside-itself') return [{ text: m.survey_forms_inside_itself() }];
  if (reason === 'holds-nothing') return [{ text: m.survey_forms_holds_nothing() }];
  if (reason === 'past' || reason === 'end-before-start')
    return [{ text: m.survey_forms_date_unfit() }];
  if (reason === 'form-unfit' && Array.isArray(findings))
    return (findings as Parameters<typeof findingWords>[0][]).map((one) => ({
      text: findingWords(one),
    }));
  if (reason === 'import' && Array.isArray(faults))
    return (faults as string[]).map((fault) => ({ text: importFaultWords(fault) }));
  if (thrown.code === 'already-exists' && thrown.data['what'] === 'draft')
    return [{ text: m.survey_forms_has_draft() }];
  if (thrown.code === 'already-exists' && thrown.data['what'] === 'item')
    return [{ text: m.survey_forms_name_taken() }];
  return null;
}

/** Runs something an editor asked for; a refusal stands on the page again with what was typed. */
export async function attempt(
  { url }: Pick<Event, 'url'>,
  typed: Typed,
  work: () => Promise<string>,
  controls: Controls = {},
): Promise<Answer> {
  let next: string;
  try {
    next = await work();
  } catch (thrown) {
    if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
    const refused = refusedForm(thrown, typed, controls);
    const own = ownProblems(thrown);
    if (own) Object.assign(refused.data, { problems: own });
    return refused;
  }
  redirect(303, localizePath(next));
}

/** The fields of a form and the change they mean, made to the draft. */
export async function change(
  event: Pick<RequestEvent, 'locals' | 'url' | 'request'>,
  { form, version }: Params,
  changeOf: (typed: Typed) => unknown,
  next: (typed: Typed) => string = () => formPath(form, version, '?done'),
  controls: Controls = {},
): Promise<Answer> {
  const typed = typedOf(await event.request.formData());
  return attempt(
    event,
    typed,
    async () => {
      await event.locals.services.surveyForms.editDraft(event.locals.actor, {
        form,
        revision: typed['revision'] ?? '',
        change: changeOf(typed) as Edit,
      });
      return next(typed);
    },
    controls,
  );
}
