import { EXTENSION, extensionsOf, valueAt } from '../extensions.ts';
import type { Form, ItemDef } from '../form.ts';
import { isQuestion } from '../form.ts';
import type { Json } from '../json.ts';
import { isObject, objectsOf } from '../json.ts';
import type { Value } from '../values.ts';
import { valuesIn } from '../values.ts';

// Names and values of the fields of a page. A field is named by the key of its item; parts of one answer that
// need a field of their own, and buttons, have a name with `~`.

/** A field of a sent form: name and what was typed. */
export type Entry = readonly [name: string, value: string];

/** The button that adds an instance of a repeating group; its value is the group's key without a number. */
export const ADD = '~add';
/** The button that takes an instance away; its value is the instance's key. */
export const REMOVE = '~remove';
/** Value of the choice «something else» of an open choice. */
export const OTHER = '~other';
/** Ending of the field with the words of an open choice. */
export const OTHER_WORDS = '~words';
/** Ending of the field with the unit of a quantity. */
export const UNIT = '~unit';
/** Ending of the hidden field with the offset of a moment. */
export const OFFSET = '~offset';

/** A short name: the item's place in the form, in letters and digits. */
const SHORT = /^\.([0-9a-z]{1,3})$/;

/**
 * A name for the fields of an item that has many: sixty options named by the path of their item were a fifth of a page.
 * Items of groups that repeat keep their key, which says which instance they are of.
 */
export const shortNameOf = (def: ItemDef, key: string): string =>
  key.includes('[') ? key : `.${def.order.toString(36)}`;

/** The key of the item that a field is named by; what is no short name of this form stays as it is. */
export function keyOfName(form: Form, name: string): string {
  const place = SHORT.exec(name)?.[1];
  if (place === undefined || form.byLinkId.has(name)) return name;
  const path: string[] = [];
  for (let at = form.all[Number.parseInt(place, 36)] ?? null; at; at = at.parent) {
    if (at.linkId === null || (at.repeats && path.length > 0)) return name;
    path.unshift(at.linkId);
  }
  return path.length > 0 ? path.join('/') : name;
}

/** Types a page has no field for: they are judged at the door for machines alone. */
export const UNFIT_FOR_PAGE: ReadonlySet<string> = new Set(['attachment', 'reference']);

/** Whether the server works the answer out, so that nobody types it. */
export const isCalculated = (def: ItemDef): boolean =>
  extensionsOf(def.raw, EXTENSION.calculated).length > 0;

/** Whether the page has a field for it: hidden and read-only answers come from nobody's hand. */
export const isTyped = (def: ItemDef): boolean =>
  isQuestion(def) &&
  def.raw['readOnly'] !== true &&
  !isCalculated(def) &&
  !UNFIT_FOR_PAGE.has(def.type);

export const isHidden = (def: ItemDef): boolean => valueAt(def.raw, EXTENSION.hidden) === true;

/** The options an item offers, in their order. */
export const offeredBy = (def: ItemDef): readonly Value[] =>
  objectsOf(def.raw['answerOption']).flatMap((option) => valuesIn(option, 'value').slice(0, 1));

/** Units a quantity may have, each as its Coding. */
export const unitsOf = (def: ItemDef): readonly Json[] =>
  extensionsOf(def.raw, EXTENSION.unitOption).flatMap((one) =>
    isObject(one['valueCoding']) ? [one['valueCoding']] : [],
  );

/**
 * What the field of an option sends. A code alone where it is the only one of the question, else with its
 * system before it.
 */
export function tokenOf(offered: readonly Value[], { type, value }: Value): string {
  if (type !== 'Coding' || !isObject(value)) return plainToken(value);
  const code = codeOf(value);
  const same = offered.filter((one) => isObject(one.value) && codeOf(one.value) === code);
  const is_alone = same.length < 2 || value['system'] === undefined;
  return is_alone ? code : `${String(value['system'])}|${code}`;
}

const codeOf = (coding: Json): string => String(coding['code'] ?? coding['display'] ?? '');

const plainToken = (value: unknown): string =>
  isObject(value)
    ? String(value['code'] ?? value['reference'] ?? value['value'] ?? '')
    : String(value);

/** An option as an answer holds it: of a Coding its system and code, never a label. */
export function chosen({ type, value }: Value): Json {
  if (type !== 'Coding' || !isObject(value)) return { [`value${type}`]: value };
  const { system, code, display } = value;
  return {
    valueCoding: {
      ...(system !== undefined && { system }),
      ...(code !== undefined ? { code } : { display }),
    },
  };
}
