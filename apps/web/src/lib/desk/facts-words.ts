import { currentLocale, formatter, m } from '@otklik/i18n';
import type { WebServices } from '#lib/server/services.ts';

export type Complaint = Awaited<ReturnType<WebServices['complaints']['getComplaint']>>;

type Field = Complaint['topic']['fields'][number];
type Value = string | number | readonly string[];

function valueOf(field: Field, value: Value): string | string[] {
  const english = currentLocale() === 'en';
  const option = (key: string): string => {
    const found = field.values?.find((one) => one.key === key);
    return found ? (english ? found.en : found.ru) : key;
  };
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value.map(option);
  if (field.datatype === 'singlevaluelist') return option(value);
  // The clinic's own time as the author gave it, which no zone may move.
  if (field.datatype === 'datetime')
    return formatter(currentLocale(), 'UTC').dateTime(`${value}:00Z`, { zone: false });
  return value;
}

/** What the author answered to the topic's own questions. */
export const factRows = ({ topic, facts }: Complaint) =>
  topic.fields.flatMap((field) => {
    const value = facts?.[field.code];
    if (value === undefined) return [];
    const key = currentLocale() === 'en' ? field.label_en : field.label_ru;
    return [{ key, value: valueOf(field, value) }];
  });

/** Whether the topic's limit was broken and by how much; null where no limit is known. */
export function breachWords({ breach }: Complaint): string | null {
  if (!breach || breach.broken === null) return null;
  if (!breach.broken) return m.desk_breach_no();
  return m.desk_breach({ over: formatter(currentLocale()).duration(breach.over_min ?? 0) });
}
