import { EXTENSION, stringsAt } from '../extensions.ts';
import type { ItemDef } from '../form.ts';
import type { Rule } from '../findings.ts';
import type { Json } from '../json.ts';
import { textOf } from '../json.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { isUri } from './text.ts';

/**
 * Form of a reference, its resource type, and the types the form allows. A reference into the response itself
 * (`#id`) and one by identifier alone name no type.
 */
export function checkReference(def: ItemDef, reference: Json): Rule[] {
  const text = textOf(reference['reference']);
  const allowed = stringsAt(def.raw, EXTENSION.referenceResource);
  if (text === undefined || text.startsWith('#')) {
    return restricted(allowed, textOf(reference['type']));
  }
  if (!isUri(text)) return ['invalidRefValue'];
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(text) ?? [];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return ['invalidRefValue'];
  const type = typeIn(text);
  const rules: Rule[] =
    type !== undefined && RESOURCE_TYPES.has(type) ? [] : ['invalidRefResourceType'];
  return [...rules, ...restricted(allowed, type)];
}

function restricted(allowed: readonly string[], type: string | undefined): Rule[] {
  if (allowed.length === 0 || type === undefined || allowed.includes(type)) return [];
  return ['invalidRefResourceTypeRestriction'];
}

/** `Patient` of `https://example.org/fhir/Patient/7/_history/2`. */
function typeIn(reference: string): string | undefined {
  const path = reference.replace(/[?#|].*$/, '').replace(/\/_history\/[^/]*$/, '');
  return path.split('/').at(-2) || undefined;
}
