import { AppError } from '@otklik/kernel';
import type { TopicDefinition } from './topic.ts';

/**
 * What one field of a definition says of another: codes once each, lists with values, a threshold over
 * fields that are there and are times.
 * @throws AppError invalid-input with an issue a fault
 */
export function judgeDefinition({ fields, threshold }: TopicDefinition): void {
  const issues: { path: string; code: string; message: string }[] = [];
  const wrong = (path: string, message: string): void =>
    void issues.push({ path: `definition.${path}`, code: 'custom', message });
  fields.forEach((field, at) => {
    if (fields.findIndex((other) => other.code === field.code) !== at)
      wrong(`fields.${at}.code`, 'duplicate-code');
    if (field.datatype.endsWith('list') && !field.values?.length)
      wrong(`fields.${at}.values`, 'list-without-values');
    if (!field.label_ru || !field.label_en) wrong(`fields.${at}.label_ru`, 'required');
  });
  const isMoment = (code: string): boolean =>
    fields.some((field) => field.code === code && field.datatype === 'datetime');
  if (threshold?.kind === 'elapsed') {
    if (!threshold.value || !threshold.unit) wrong('threshold.value', 'required');
    if (!threshold.from || !isMoment(threshold.from)) wrong('threshold.from', 'not-a-time-field');
    const ends = threshold.to ?? [];
    if (ends.some((code) => code !== 'sent_at' && !isMoment(code)))
      wrong('threshold.to', 'not-a-time-field');
  }
  if (threshold?.norms && threshold.kind !== 'elapsed') {
    if (!threshold.from || !isMoment(threshold.from)) wrong('threshold.from', 'not-a-time-field');
    const { norm_by: by } = threshold;
    const asked = fields.find((field) => field.code === by);
    if (by && asked?.datatype !== 'singlevaluelist') wrong('threshold.norm', 'not-a-list-field');
    const keys = asked ? (asked.values ?? []).map(({ key }) => key) : ['*'];
    if (Object.keys(threshold.norms).some((key) => !keys.includes(key)))
      wrong('threshold.norm', 'not-an-option');
  }
  if (issues.length > 0) throw new AppError('invalid-input', { issues });
}
