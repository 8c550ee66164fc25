import type { Json } from './json.ts';
import { isObject, objectsOf, textOf } from './json.ts';

export type Behaviour = 'all' | 'any';

/** One `enableWhen`, as it stands in the form. */
export interface Condition {
  readonly question: string | undefined;
  readonly operator: unknown;
  readonly raw: Json;
}

/** An item of the form with its place; everything else stays in `raw`. */
export interface ItemDef {
  /** null in foreign forms that leave it out: such an item can hold no answer. */
  readonly linkId: string | null;
  readonly type: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly conditions: readonly Condition[];
  readonly behaviour: Behaviour;
  readonly raw: Json;
  readonly parent: ItemDef | null;
  readonly children: readonly ItemDef[];
  /** Place in the order in which the form is read. */
  readonly order: number;
  readonly depth: number;
}

export interface Form {
  readonly raw: Json;
  readonly items: readonly ItemDef[];
  /** Every item in the order in which the form is read. */
  readonly all: readonly ItemDef[];
  /** The first item of each linkId. */
  readonly byLinkId: ReadonlyMap<string, ItemDef>;
}

/** Items that lie deeper are not read; no form for people comes near it. */
export const MAX_DEPTH = 64;

/**
 * Reads a parsed Questionnaire, faulty ones too: what is missing or of a wrong kind counts as absent.
 * Conditions without `enableBehavior` are joined by "any" (rule E3). Never throws.
 */
export function readForm(json: unknown): Form {
  const raw = isObject(json) ? json : {};
  const all: ItemDef[] = [];
  const items = readItems(raw, null, all);
  const byLinkId = new Map<string, ItemDef>();
  for (const def of all) {
    if (def.linkId !== null && !byLinkId.has(def.linkId)) byLinkId.set(def.linkId, def);
  }
  return { raw, items, all, byLinkId };
}

function readItems(holder: Json, parent: ItemDef | null, all: ItemDef[]): ItemDef[] {
  const depth = parent ? parent.depth + 1 : 1;
  if (depth > MAX_DEPTH) return [];
  return objectsOf(holder['item']).map((raw) => {
    const children: ItemDef[] = [];
    const def: ItemDef = {
      linkId: textOf(raw['linkId']) ?? null,
      type: textOf(raw['type']) ?? '',
      required: raw['required'] === true,
      repeats: raw['repeats'] === true,
      conditions: objectsOf(raw['enableWhen']).map(readCondition),
      behaviour: raw['enableBehavior'] === 'all' ? 'all' : 'any',
      raw,
      parent,
      children,
      order: all.length,
      depth,
    };
    all.push(def);
    for (const child of readItems(raw, def, all)) children.push(child);
    return def;
  });
}

function readCondition(raw: Json): Condition {
  return { question: textOf(raw['question']), operator: raw['operator'], raw };
}

export function isGroup(def: ItemDef): boolean {
  return def.type === 'group';
}

/** True for items that can hold an answer. */
export function isQuestion(def: ItemDef): boolean {
  return Object.hasOwn(VALUE_NAMES, def.type);
}

/** Whether an item lies below another one in the form. */
export function isBelow(def: ItemDef, other: ItemDef): boolean {
  for (let at = def.parent; at; at = at.parent) if (at === other) return true;
  return false;
}

/** Names of the value an answer may have, by the type of its item (rule R4). */
export const VALUE_NAMES: Readonly<Record<string, readonly string[]>> = {
  boolean: ['valueBoolean'],
  decimal: ['valueDecimal'],
  integer: ['valueInteger'],
  date: ['valueDate'],
  dateTime: ['valueDateTime'],
  time: ['valueTime'],
  string: ['valueString'],
  text: ['valueString'],
  url: ['valueUri'],
  choice: ['valueCoding'],
  'open-choice': ['valueCoding', 'valueString'],
  attachment: ['valueAttachment'],
  reference: ['valueReference'],
  quantity: ['valueQuantity'],
};
