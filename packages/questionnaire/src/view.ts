import { enabling } from './enabled.ts';
import { EXTENSION, numberAt, valueAt } from './extensions.ts';
import { isCalculated, shortNameOf, unitsOf } from './fields/names.ts';
import type { Form } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { layOver } from './instances.ts';
import type { Json } from './json.ts';
import { isObject, objectsOf, textOf } from './json.ts';
import { isOption } from './answers/options.ts';
import type { LocalText } from './texts.ts';
import { localText } from './texts.ts';
import type { Value } from './values.ts';
import { valuesIn } from './values.ts';

// What a page needs to show a form: texts in one language, options, answers so far, what is asked now.

export interface ViewOption {
  readonly value: Value;
  readonly label: LocalText;
  readonly chosen: boolean;
  readonly exclusive: boolean;
  /** The number the option stands for, where the form gives one. */
  readonly ordinal: number | null;
}

export interface ViewItem {
  /** The same key as in `enabledItems`; fit for the name of a field. */
  readonly key: string;
  /** Another name for its fields, shorter, where there are many of them. */
  readonly name: string;
  readonly linkId: string;
  readonly type: string;
  readonly text: LocalText | null;
  readonly prefix: LocalText | null;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly readOnly: boolean;
  /** Not to be shown, though it counts. */
  readonly hidden: boolean;
  readonly enabled: boolean;
  /** Worked out by the server: shown, not typed. */
  readonly calculated: boolean;
  readonly maxLength: number | null;
  /** Units of a quantity, by code; none when any unit may be written. */
  readonly units: readonly ViewUnit[];
  readonly options: readonly ViewOption[];
  readonly answers: readonly Value[];
  /** Items below: of a group, or of each answer of a question. */
  readonly below: readonly (readonly ViewItem[])[];
}

export interface ViewUnit {
  readonly code: string;
  readonly label: LocalText;
}

export interface FormView {
  readonly title: LocalText | null;
  readonly items: readonly ViewItem[];
}

/**
 * A form as a page shows it for one state of answers, disabled items included.
 * @param language wanted language; what is not translated carries the form's own in `lang`
 */
export function viewForm(form: Form, response: unknown, language: string): FormView {
  const base = textOf(form.raw['language']) ?? null;
  const root = layOver(form, response);
  const isEnabled = enabling(form, root);
  const inLanguage = (element: unknown, name: string): LocalText | null =>
    localText(element, name, language, base) ?? null;

  function itemsOf(context: Context): readonly ViewItem[] {
    return context.items.map((instance) => ({
      ...plain(instance),
      text: inLanguage(instance.def.raw, 'text'),
      prefix: inLanguage(instance.def.raw, 'prefix'),
      enabled: isEnabled(instance),
      units: unitsOf(instance.def).map((unit) => {
        const code = String(unit['code'] ?? '');
        return { code, label: inLanguage(unit, 'display') ?? { text: code, lang: null } };
      }),
      options: optionsOf(instance),
      below: instance.contexts.map(itemsOf),
    }));
  }

  function optionsOf(instance: Instance): readonly ViewOption[] {
    return objectsOf(instance.def.raw['answerOption']).flatMap((option) => {
      const [value] = valuesIn(option, 'value');
      if (!value) return [];
      const coded = value.type === 'Coding' ? inLanguage(value.value, 'display') : null;
      const label = coded ?? inLanguage(option, `value${value.type}`) ?? plainLabel(value);
      return [
        {
          value,
          label,
          chosen: instance.answers.some((answer) => isOption(option, answer.value)),
          exclusive: valueAt(option, EXTENSION.exclusive) === true,
          ordinal: ordinalOf(option, value),
        },
      ];
    });
  }

  return { title: inLanguage(form.raw, 'title'), items: itemsOf(root) };
}

function plain({ def, key, answers }: Instance) {
  const { maxLength } = def.raw;
  return {
    key,
    name: shortNameOf(def, key),
    linkId: def.linkId ?? '',
    type: def.type,
    required: def.required,
    repeats: def.repeats,
    readOnly: def.raw['readOnly'] === true,
    hidden: valueAt(def.raw, EXTENSION.hidden) === true,
    calculated: isCalculated(def),
    maxLength: typeof maxLength === 'number' ? maxLength : null,
    answers: answers.map((answer) => answer.value),
  };
}

function plainLabel({ value }: Value): LocalText {
  const text = isObject(value) ? (value['code'] ?? value['reference'] ?? '') : value;
  return { text: String(text), lang: null };
}

/** The number of an option: `ordinalValue` on the Coding or on the option itself. */
export function ordinalOf(option: Json, value: Value): number | null {
  return numberAt(value.value, EXTENSION.ordinal) ?? numberAt(option, EXTENSION.ordinal) ?? null;
}
