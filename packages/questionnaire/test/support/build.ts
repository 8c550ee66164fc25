import type { Finding, Json } from '../../src/index.ts';
import { judge, readForm } from '../../src/index.ts';

/** A form of the given items. */
export function formOf(...item: Json[]) {
  return readForm({ resourceType: 'Questionnaire', status: 'active', item });
}

/** A completed response of the given items. */
export function responseOf(...item: Json[]): Json {
  return { resourceType: 'QuestionnaireResponse', status: 'completed', item };
}

export function extension(name: string, value: Json): Json {
  const sdc = /^(min|max)Quantity$/.test(name);
  const base = sdc
    ? 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-'
    : 'http://hl7.org/fhir/StructureDefinition/';
  return { url: `${base}${name}`, ...value };
}

/** Rules broken by answers to one question, as `rule` or `rule@answer`. */
export function broken(question: Json, ...answer: Json[]): string[] {
  const form = formOf({ linkId: 'q', ...question });
  const item = { linkId: 'q', ...(answer.length > 0 && { answer }) };
  return rulesOf(judge(form, responseOf(item)).findings);
}

export function rulesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, answer }) => (answer === null ? rule : `${rule}@${answer}`));
}
