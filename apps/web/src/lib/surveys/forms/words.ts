import { m } from '@otklik/i18n';

const words = m as unknown as Readonly<
  Record<string, ((facts?: Record<string, string | number>) => string) | undefined>
>;
const wordOf = (area: string, code: string, facts: Record<string, string | number> = {}): string =>
  words[`survey_forms_${area}_${code.replaceAll('-', '_')}`]?.(facts) ?? code;

export const kindWords = (kind: string): string => wordOf('kind', kind);
export const stateWords = (state: string): string => wordOf('state', state);
export const typeWords = (type: string): string =>
  wordOf('type', type.replace('dateTime', 'moment'));
export const audienceWords = (audience: string): string => wordOf('audience', audience);
export const sectorWords = (sector: string): string => wordOf('sector', sector);
export const previewWords = (kind: string): string => wordOf('preview', kind);
export const importFaultWords = (fault: string): string => wordOf('import', fault);
export const noticeWords = (notice: string): string => wordOf('notice', notice);

interface Finding {
  readonly linkId: string | null;
  readonly rule: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Of FHIR's own rules the name is told: whoever sends such forms knows it, or finds it in the standard. */
export function findingWords({ linkId, rule, data = {} }: Finding): string {
  const own = words[`survey_forms_rule_${rule.replaceAll('-', '_').toLowerCase()}`]?.({ ...data });
  const text = own ?? m.survey_forms_rule_other({ rule });
  return linkId === null ? text : m.survey_forms_at_item({ item: linkId, text });
}

const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is_not',
  '>': 'more',
  '<': 'less',
  '>=': 'at_least',
  '<=': 'at_most',
  exists: 'exists',
};
export const operatorWords = (operator: string): string =>
  wordOf('operator', OPERATORS[operator] ?? operator);
