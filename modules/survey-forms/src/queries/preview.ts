import { AppError, defineQuery } from '@otklik/kernel';
import { calculate, judge, loadExpressions, readForm, viewForm } from '@otklik/questionnaire';
import { preview as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { isReconstructed } from '../model/marks.ts';
import { statesOf } from '../model/states.ts';
import { versionOf } from '../store/versions.ts';

/**
 * A version as people meet it, in one of its states, and the list of all of them. No token, no store of answers:
 * the responses are made from the form itself.
 *
 * @throws AppError not-found for a version or a state that there is not
 */
export const preview = defineQuery({
  name: 'survey-forms.preview',
  input,
  policy: mayEditForms,
  async handle({ tx, input: { form: id, version, state: wanted } }) {
    const { resource } = await versionOf(tx, id, version);
    const form = readForm(resource);
    const states = statesOf(form);
    const state = states.find((one) => one.id === wanted);
    if (!state) throw new AppError('not-found', { kind: 'preview-state' });
    const { language, step, response } = state;
    const expressions = await loadExpressions();
    const { items: item } = calculate(form, response, expressions);
    const view = viewForm(form, { ...response, item }, language);
    const steps = form.items.flatMap(({ linkId }) => linkId ?? []);
    const { findings } = judge(form, { ...response, status: 'completed' }, { expressions });
    return {
      form: id,
      version,
      title: view.title,
      is_reconstructed: isReconstructed(resource),
      states: states.map(({ id: name, kind, linkId, language: said }) => ({
        state: name,
        kind,
        linkId,
        language: said,
      })),
      state: { state: state.id, kind: state.kind, linkId: state.linkId, language },
      /** The items of the page that is shown; none where the state is no page of questions. */
      items: step === null ? [] : view.items.filter(({ linkId }) => linkId === step),
      step: step === null ? null : { nth: steps.indexOf(step) + 1, of: steps.length },
      findings: state.kind === 'missing' ? findings.filter(({ level }) => level === 'error') : [],
    };
  },
});
