import { currentLocale, m } from '@otklik/i18n';
import type { Finding, LocalText, ViewItem } from '@otklik/questionnaire';

/** The language of a text, where it is not the page's: for `lang` on that element. */
export const langOf = (text: LocalText | null | undefined): string | undefined =>
  text?.lang && text.lang !== currentLocale() ? text.lang : undefined;

type Rule = Finding['rule'];

/** What a person is told about an answer. Rules that only a machine can break have no sentence of their own. */
const SENTENCES: Partial<Record<Rule, (item: ViewItem) => string>> = {
  required: (item) =>
    item.options.length > 0 || item.type === 'boolean'
      ? m.survey_forms_mend_choose()
      : m.survey_forms_mend_fill(),
  repeats: () => m.survey_forms_mend_one_only(),
  minCount: () => m.survey_forms_mend_too_few(),
  maxCount: () => m.survey_forms_mend_too_many(),
  invalidAnswerOption: () => m.survey_forms_mend_choose(),
  exclusiveAnswerOption: () => m.survey_forms_mend_exclusive(),
  minValue: () => m.survey_forms_mend_too_small(),
  maxValue: () => m.survey_forms_mend_too_great(),
  minLength: () => m.survey_forms_mend_too_short(),
  maxLength: ({ maxLength }) => m.survey_forms_mend_too_long({ count: maxLength ?? 2000 }),
  maxDecimalPlaces: () => m.survey_forms_mend_decimals(),
  invalidUrlValue: () => m.survey_forms_mend_address(),
  invalidNewLine: () => m.survey_forms_mend_one_line(),
  invalidUnit: () => m.survey_forms_mend_unit(),
};

const OF_TYPE: Readonly<Record<string, () => string>> = {
  integer: () => m.survey_forms_mend_whole(),
  decimal: () => m.survey_forms_mend_number(),
  quantity: () => m.survey_forms_mend_number(),
  date: () => m.survey_forms_mend_date(),
  dateTime: () => m.survey_forms_mend_date(),
  time: () => m.survey_forms_mend_time(),
};

/** The sentence about one finding at an item. */
export function sentenceFor(rule: Rule, item: ViewItem): string {
  if (rule === 'invalidAnswerType') return (OF_TYPE[item.type] ?? m.survey_forms_mend_answer)();
  return (SENTENCES[rule] ?? m.survey_forms_mend_answer)(item);
}
