import { AppError } from '@otklik/kernel';
import type { FieldSpec, RecordSpec, Value, Values } from './spec.ts';

/** What is wrong with one field: the waist's own shape of an issue. */
export interface FieldIssue {
  readonly path: string;
  readonly code: string;
  readonly message?: string;
  readonly maximum?: number;
}

export const refuseField = (path: string, message: string): AppError =>
  new AppError('invalid-input', { issues: [{ path, code: 'custom', message }] });

/** A value as a form's text means it; NaN where a number was expected and none was typed. */
function valueOf(field: FieldSpec, typed: string): Value {
  const text = typed.replace(/\r\n?/g, '\n').trim();
  if (field.type === 'yes-no') return text === 'yes';
  if (text === '') return null;
  if (field.type === 'number') return Number(text.replace(',', '.').replace(/\s/g, ''));
  return text;
}

/** A value as a form shows it. */
export const typedOf = (value: Value | undefined): string =>
  value === true ? 'yes' : value === false ? 'no' : value === null ? '' : String(value ?? '');

/**
 * Whole values from what was typed over what stands: fields that were not sent stay, fields that are
 * given once stay for ever.
 * @throws AppError invalid-input with an issue a field
 */
export function judgeTyped(
  spec: RecordSpec,
  typed: Readonly<Record<string, string>>,
  base: Values | null,
  isRegionWide: boolean,
): Values {
  const values: Record<string, Value> = {};
  for (const field of spec.fields) {
    const { name } = field;
    const stands = base?.[name] ?? null;
    const sent = typed[name];
    const locked = base !== null && field.fixed;
    values[name] = sent === undefined || locked ? stands : valueOf(field, sent);
    if (field.type === 'yes-no' && values[name] === null) values[name] = false;
    if (field.wide && !isRegionWide && values[name] !== stands)
      throw refuseField(name, 'whole-region-only');
  }
  return judgeValues(spec, values);
}

/** @throws AppError invalid-input with an issue a field */
export function judgeValues(spec: RecordSpec, values: Values): Values {
  const parsed = spec.schema.safeParse(values);
  if (parsed.success) return parsed.data as Values;
  const issues = parsed.error.issues.map((issue): FieldIssue => {
    const path = issue.path.map(String).join('.');
    const required = values[path] === null ? 'required' : issue.code;
    return {
      path,
      code: required,
      ...(issue.code === 'custom' ? { message: issue.message } : {}),
      ...('maximum' in issue ? { maximum: Number(issue.maximum) } : {}),
    };
  });
  throw new AppError('invalid-input', { issues });
}
