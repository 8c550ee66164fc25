import type { Candidate, Context } from './candidate.ts';
import { emailsIn } from './contacts/emails.ts';
import { handlesIn } from './contacts/handles.ts';
import { diagnosesIn, employersIn } from './diagnoses.ts';
import { personsIn } from './names/persons.ts';
import { birthBesideNames, birthDates } from './numbers/birth.ts';
import { datesOf } from './numbers/dates.ts';
import { runsOf } from './numbers/groups.ts';
import { identityIn } from './numbers/identities.ts';
import { papersIn } from './numbers/papers.ts';
import { phoneIn } from './numbers/phones.ts';
import { recordsIn } from './numbers/records.ts';
import { spokenPhones } from './numbers/spoken.ts';
import { windowsOf } from './numbers/windows.ts';
import { settle } from './overlaps.ts';
import { addressesIn } from './places/addresses.ts';
import type { Reading } from './text/reading.ts';
import { read } from './text/reading.ts';
import { TopicReader } from './text/topics.ts';
import type { FindOptions, Span, SpanType } from './types.ts';

const MIN_CONFIDENCE = 0.5;
const NUMBERS: readonly SpanType[] = [
  'phone',
  'snils',
  'inn',
  'policy',
  'bank_card',
  'bank_account',
  'sick_leave',
];

/**
 * Finds personal data in Russian text. Pure, in time linear in the text's length; a person decides what to do
 * about what was found.
 * @returns spans in order, none sharing a character; offsets in UTF-16 units of `text`
 */
export function findPersonalData(text: string, options: FindOptions = {}): Span[] {
  return findIn(read(text), options);
}

/** The same for a text that was read already. */
export function findIn(reading: Reading, options: FindOptions = {}): Span[] {
  const { minConfidence = MIN_CONFIDENCE, types } = options;
  const context: Context = { reading, topics: new TopicReader(reading) };
  const wanted = (...names: readonly SpanType[]): boolean =>
    types === undefined || names.some((name) => types.includes(name));
  const candidates: Candidate[] = [];
  const dates = datesOf(reading.tokens);
  if (wanted(...NUMBERS)) candidates.push(...numbersIn(context, dates));
  if (wanted('phone')) candidates.push(...spokenPhones(context));
  if (wanted('passport', 'birth_certificate', 'document', 'policy'))
    candidates.push(...papersIn(context));
  if (wanted('medical_record', 'vehicle_plate', 'access_code'))
    candidates.push(...recordsIn(context));
  if (wanted('email')) candidates.push(...emailsIn(context));
  if (wanted('messenger', 'link')) candidates.push(...handlesIn(context));
  if (wanted('address')) candidates.push(...addressesIn(context));
  if (wanted('employer')) candidates.push(...employersIn(context));
  const people = wanted('person', 'birth_date', 'diagnosis') ? personsIn(context) : [];
  candidates.push(...people);
  if (wanted('birth_date')) {
    candidates.push(...birthDates(context, dates), ...birthBesideNames(context, dates, people));
  }
  if (wanted('diagnosis')) candidates.push(...diagnosesIn(context, people));
  const { from, to } = reading.text;
  return settle(candidates.filter((span) => span.confidence >= minConfidence))
    .filter((span) => wanted(span.type))
    .map((span) => ({ ...span, start: from[span.start]!, end: to[span.end - 1]! }));
}

function numbersIn(context: Context, dates: ReturnType<typeof datesOf>): Candidate[] {
  const found: Candidate[] = [];
  const dated = new Set(dates.map((date) => date.first));
  for (const run of runsOf(context.reading.tokens)) {
    for (const window of windowsOf(run)) {
      if (window.groups.some((group) => dated.has(group.first))) continue;
      const spans = [identityIn(context, window), phoneIn(context, window)];
      for (const span of spans) if (span) found.push(span);
    }
  }
  return found;
}
