import { m } from '@otklik/i18n';
import { error } from '@sveltejs/kit';
import { change, loadVersion } from '#lib/server/survey-forms.ts';
import { editedItem, findItem } from '#lib/surveys/forms/outline.ts';
import { formPath, itemPath } from '#lib/surveys/forms/paths.ts';
import type { Actions, PageServerLoad } from './$types';

type Typed = Record<string, string>;

/** One item of a draft: words, type, limits, indicator, options, conditions. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const version = await loadVersion(event, event.params);
  const found = findItem(version.resource, event.params.item);
  if (!found) error(404, 'not-found');
  return { version, item: editedItem(found), done: event.url.searchParams.has('done') };
};

const numberOrNull = (text: string | undefined): string | null => (text?.trim() ? text : null);
const has = (typed: Typed, name: string): boolean => typed[name] !== undefined;

function settings(typed: Typed) {
  return {
    text: typed['text']?.trim() ? typed['text'] : null,
    prefix: typed['prefix']?.trim() ? typed['prefix'] : null,
    ...(typed['type'] ? { type: typed['type'] } : {}),
    required: has(typed, 'required'),
    repeats: has(typed, 'repeats'),
    readOnly: has(typed, 'readOnly'),
    hidden: has(typed, 'hidden'),
    maxLength: numberOrNull(typed['maxLength']),
    minValue: numberOrNull(typed['minValue']),
    maxValue: numberOrNull(typed['maxValue']),
  };
}

/** The rows of conditions; a row without a question is none. */
const CONDITIONS = 4;
const conditions = (typed: Typed) =>
  Array.from({ length: CONDITIONS }, (_, at) => ({
    question: typed[`question-${at}`] ?? '',
    operator: typed[`operator-${at}`] ?? '=',
    answer: typed[`answer-${at}`] ?? '',
  })).filter(({ question }) => question !== '');

export const actions: Actions = (() => {
  type Event = Parameters<NonNullable<Actions[string]>>[0];
  const run = (event: Event, changeOf: (typed: Typed) => unknown, controls = {}) => {
    const { form, version, item } = event.params;
    return change(
      event,
      event.params,
      changeOf,
      () => itemPath(form, version, item, '?done'),
      controls,
    );
  };
  const linkIdOf = (event: Event): string => event.params.item;
  return {
    settings: (event) =>
      run(
        event,
        (typed) => ({ kind: 'change-item', linkId: linkIdOf(event), set: settings(typed) }),
        {
          'change.set.text': { label: m.survey_forms_field_text(), field: 'text' },
          'change.set.maxLength': {
            label: m.survey_forms_field_max_length(),
            kind: 'number',
            field: 'maxLength',
          },
          'change.set.minValue': {
            label: m.survey_forms_field_min_value(),
            kind: 'number',
            field: 'minValue',
          },
          'change.set.maxValue': {
            label: m.survey_forms_field_max_value(),
            kind: 'number',
            field: 'maxValue',
          },
        },
      ),
    code: (event) =>
      run(
        event,
        ({ code }) => ({
          kind: 'put-code',
          linkId: linkIdOf(event),
          code: code?.trim() ? code : null,
        }),
        { 'change.code': { label: m.survey_forms_field_code(), field: 'code' } },
      ),
    option: (event) =>
      run(
        event,
        (typed) => ({
          kind: 'put-option',
          linkId: linkIdOf(event),
          at: typed['at'] ?? '0',
          option: has(typed, 'remove')
            ? null
            : {
                code: typed['code'] ?? '',
                text: typed['text'] ?? '',
                ordinal: numberOrNull(typed['ordinal']),
                exclusive: has(typed, 'exclusive'),
                initial: has(typed, 'initial'),
              },
          ...(has(typed, 'to') ? { to: typed['to'] } : {}),
        }),
        {
          'change.option.code': { label: m.survey_forms_field_option_code() },
          'change.option.text': { label: m.survey_forms_field_option_text() },
        },
      ),
    conditions: (event) =>
      run(event, (typed) => ({
        kind: 'put-condition',
        linkId: linkIdOf(event),
        conditions: conditions(typed),
        behaviour: typed['behaviour'] === 'all' ? 'all' : 'any',
      })),
    remove: (event) =>
      change(
        event,
        event.params,
        () => ({ kind: 'remove-item', linkId: linkIdOf(event) }),
        () => formPath(event.params.form, event.params.version, '?done'),
      ),
  } satisfies Actions;
})();
