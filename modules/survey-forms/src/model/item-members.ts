import type { Change, ItemSettings } from './change.ts';
import { EXTENSION, putExtension } from './extension.ts';
import { objectsOf, textOf, withMembers, type Json } from './json.ts';
import { itemsOf } from './tree.ts';

// The members of an item that an editor sets one by one.

/** The system of a form's indicators: that of its items, else one beside its address. */
function indicatorSystem(resource: Json): string {
  for (const { item } of itemsOf(resource)) {
    const system = objectsOf(item['code']).map((code) => textOf(code['system']))[0];
    if (system) return system;
  }
  return `${textOf(resource['url']) ?? 'urn:otklik:form'}/indicator`;
}

/** A new item; a question is its own indicator until an editor names another. */
export function newItem(resource: Json, change: Extract<Change, { kind: 'add-item' }>): Json {
  const { linkId, type, text } = change;
  const code = [{ system: indicatorSystem(resource), code: linkId }];
  return { linkId, ...(type !== 'display' && { code }), text, type };
}

/** The indicator of an item; null takes it away. */
export function codeOf(resource: Json, own: Json, code: string | null): Json {
  const kept = objectsOf(own['code'])[0];
  const system = textOf(kept?.['system']) ?? indicatorSystem(resource);
  return withMembers(own, { code: code === null ? undefined : [{ system, code }] });
}

const LIMITS = { minValue: EXTENSION.minValue, maxValue: EXTENSION.maxValue } as const;

/** A flag that is not set is absent: `required: false` says nothing. */
const flag = (value: boolean | undefined): Json[string] => (value ? true : undefined);

function item(own: Json, set: ItemSettings): Json {
  const members: Record<string, unknown> = {};
  for (const name of ['text', 'prefix', 'maxLength'] as const)
    if (set[name] !== undefined) members[name] = set[name] ?? undefined;
  for (const name of ['required', 'repeats', 'readOnly'] as const)
    if (set[name] !== undefined) members[name] = flag(set[name]);
  if (set.type !== undefined) members['type'] = set.type;
  let changed = withMembers(own, members);
  if (set.hidden !== undefined)
    changed = putExtension(changed, EXTENSION.hidden, set.hidden ? { valueBoolean: true } : null);
  for (const name of ['minValue', 'maxValue'] as const) {
    const limit = set[name];
    if (limit === undefined) continue;
    const whole = changed['type'] === 'integer' && limit !== null && Number.isInteger(limit);
    const value = whole ? { valueInteger: limit } : { valueDecimal: limit };
    changed = putExtension(changed, LIMITS[name], limit === null ? null : value);
  }
  return changed;
}

export const settingsOf = { item, plain: withMembers };
