import type { Json } from './json.ts';
import { isObject, objectsOf } from './json.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/** Addresses of the extensions this engine reads. */
export const EXTENSION = {
  calculated: `${SDC}calculatedExpression`,
  constraint: `${BASE}questionnaire-constraint`,
  cqfExpression: `${BASE}cqf-expression`,
  exclusive: `${BASE}questionnaire-optionExclusive`,
  hidden: `${BASE}questionnaire-hidden`,
  itemControl: `${BASE}questionnaire-itemControl`,
  maxDecimalPlaces: `${BASE}maxDecimalPlaces`,
  maxOccurs: `${BASE}questionnaire-maxOccurs`,
  maxQuantity: `${SDC}maxQuantity`,
  maxSize: `${BASE}maxSize`,
  maxValue: `${BASE}maxValue`,
  mimeType: `${BASE}mimeType`,
  minLength: `${BASE}minLength`,
  minOccurs: `${BASE}questionnaire-minOccurs`,
  minQuantity: `${SDC}minQuantity`,
  minValue: `${BASE}minValue`,
  ordinal: `${BASE}ordinalValue`,
  referenceResource: `${BASE}questionnaire-referenceResource`,
  regex: `${BASE}regex`,
  translation: `${BASE}translation`,
  unitOption: `${BASE}questionnaire-unitOption`,
  unitValueSet: `${BASE}questionnaire-unitValueSet`,
  variable: `${BASE}variable`,
} as const;

/** All extensions of an element with this address. */
export function extensionsOf(element: unknown, url: string): readonly Json[] {
  if (!isObject(element)) return [];
  return objectsOf(element['extension']).filter((extension) => extension['url'] === url);
}

/** The value of an extension, whatever its type. */
export function extensionValue(extension: Json): unknown {
  const name = Object.keys(extension).find((key) => key.startsWith('value'));
  return name === undefined ? undefined : extension[name];
}

/** The value of the first extension with this address. */
export function valueAt(element: unknown, url: string): unknown {
  const [first] = extensionsOf(element, url);
  return first && extensionValue(first);
}

export function numberAt(element: unknown, url: string): number | undefined {
  const value = valueAt(element, url);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function stringsAt(element: unknown, url: string): readonly string[] {
  return extensionsOf(element, url)
    .map(extensionValue)
    .filter((value): value is string => typeof value === 'string');
}

/** Value of a part of a complex extension. */
export function partOf(extension: Json, name: string): unknown {
  return valueAt(extension, name);
}
