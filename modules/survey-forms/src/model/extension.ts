import { objectsOf, textOf, withMembers, type Json } from './json.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** Addresses of the extensions the builder writes. */
export const EXTENSION = {
  calculated:
    'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
  constraint: `${BASE}questionnaire-constraint`,
  cqfExpression: `${BASE}cqf-expression`,
  exclusive: `${BASE}questionnaire-optionExclusive`,
  hidden: `${BASE}questionnaire-hidden`,
  maxValue: `${BASE}maxValue`,
  minValue: `${BASE}minValue`,
  ordinal: `${BASE}ordinalValue`,
  regex: `${BASE}regex`,
  translation: `${BASE}translation`,
  variable: `${BASE}variable`,
} as const;

const others = (element: Json, url: string): readonly Json[] =>
  objectsOf(element['extension']).filter((one) => one['url'] !== url);

/** A copy with one extension put in place of those of this address; null takes them away. */
export function putExtension(element: Json, url: string, value: Json | null): Json {
  const list = objectsOf(element['extension']);
  const at = list.findIndex((one) => one['url'] === url);
  const rest = [...others(element, url)];
  if (value) rest.splice(at < 0 ? rest.length : at, 0, { url, ...value });
  return withMembers(element, { extension: rest.length > 0 ? rest : undefined });
}

/** The first extension of this address. */
export const extensionAt = (element: Json, url: string): Json | undefined =>
  objectsOf(element['extension']).find((one) => one['url'] === url);

const partOf = (extension: Json, name: string): unknown => {
  const part = objectsOf(extension['extension']).find((one) => one['url'] === name);
  return part && Object.entries(part).find(([key]) => key.startsWith('value'))?.[1];
};

/** A translation of a member (`text`, `title`, `display`) that stands on its `_member`. */
export function translationOf(element: Json, member: string, language: string): string | null {
  const holder = element[`_${member}`];
  const found = objectsOf((holder as Json | undefined)?.['extension'] ?? []).find(
    (one) => one['url'] === EXTENSION.translation && partOf(one, 'lang') === language,
  );
  return found ? textOf(partOf(found, 'content')) : null;
}

/** A copy with a translation of a member put; null takes it away. */
export function putTranslation(
  element: Json,
  member: string,
  language: string,
  text: string | null,
): Json {
  const name = `_${member}`;
  const holder = (element[name] ?? {}) as Json;
  const list = [...objectsOf(holder['extension'])];
  const at = list.findIndex(
    (one) => one['url'] === EXTENSION.translation && partOf(one, 'lang') === language,
  );
  if (at >= 0) list.splice(at, 1);
  if (text !== null)
    list.splice(at >= 0 ? at : list.length, 0, {
      url: EXTENSION.translation,
      extension: [
        { url: 'lang', valueCode: language },
        { url: 'content', valueString: text },
      ],
    });
  const kept = withMembers(holder, { extension: list.length > 0 ? list : undefined });
  return withMembers(element, { [name]: Object.keys(kept).length > 0 ? kept : undefined });
}

/** Languages an element's member is translated into. */
export function languagesAt(element: Json, member: string): readonly string[] {
  const holder = element[`_${member}`] as Json | undefined;
  return objectsOf(holder?.['extension'])
    .filter((one) => one['url'] === EXTENSION.translation)
    .flatMap((one) => textOf(partOf(one, 'lang')) ?? []);
}
