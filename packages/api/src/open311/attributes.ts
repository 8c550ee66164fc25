import { localTime, type TopicField } from '@otklik/complaints';
import { instantOf } from './moments.ts';
import type { Parameters } from './parameters.ts';
import { Refusal, type Fault } from './refusal.ts';

const NAME = /^attribute\[([^\][]{1,60})\](\[\])?$/;
type Facts = Record<string, string | string[]>;

/** A time with a zone as the clinic's local time; everything else as it came, for the topic to judge. */
function plain(field: TopicField, value: string, zone: string): string {
  if (field.datatype !== 'datetime') return value;
  const at = instantOf(value);
  return at ? localTime(at, zone) : value;
}

/**
 * `attribute[code]=…` and `attribute[code][]=…` as answers to the topic's questions. One value sent as a
 * list is one value, and one value for a list is a list of one.
 * @throws Refusal 400 with every unknown question, unknown key and value too many
 */
export function attributesIn(
  given: Parameters,
  fields: readonly TopicField[],
  zone: string,
): Facts {
  const faults: Fault[] = [];
  const facts: Facts = {};
  const names = given.names().filter((name) => name.startsWith('attribute'));
  for (const name of names) {
    const code = NAME.exec(name)?.[1];
    const field = fields.find((one) => one.code === code);
    if (!code || !field) {
      faults.push({ says: 'unknown-attribute', facts: { field: name.slice(0, 80) } });
      continue;
    }
    const sent = [...given.all(`attribute[${code}]`), ...given.all(`attribute[${code}][]`)];
    const values = [...new Set(sent)].map((value) => plain(field, value, zone));
    if (field.datatype === 'multivaluelist') facts[code] = values;
    else if (values.length === 1) facts[code] = values[0]!;
    else faults.push({ says: 'repeated', facts: { field: `attribute[${code}]` } });
  }
  for (const field of fields)
    if (field.required && !names.some((name) => NAME.exec(name)?.[1] === field.code))
      faults.push({ says: 'missing', facts: { field: `attribute[${field.code}]` } });
  if (faults.length > 0) throw new Refusal(400, faults);
  return facts;
}
