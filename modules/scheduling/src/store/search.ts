import { sql, type RawBuilder } from 'kysely';
import { AppError } from '@otklik/kernel';
import type { z } from 'zod';
import type { searchLocations, searchSchedules, searchSlots } from '../schema.ts';
import { readDate, spanOf, type SearchDate, type Span } from '../model/dates.ts';
import { PUBLIC_ID, told } from './slots.ts';

type Sql = RawBuilder<unknown>;
const none = sql``;

const all = (parts: readonly Sql[]): Sql => sql.join([...parts], sql` `);
const among = (column: Sql, values: readonly string[] | undefined, type = 'text'): Sql =>
  values ? sql`and ${column} = any (${values as string[]}::${sql.raw(type)}[])` : none;

const within = (column: Sql, { from, before, outside }: Span): Sql =>
  all([
    from ? sql`and ${column} >= ${from}::timestamptz` : none,
    before ? sql`and ${column} < ${before}::timestamptz` : none,
    ...outside.map(
      ([first, end]) =>
        sql`and not (${column} >= ${first}::timestamptz and ${column} < ${end}::timestamptz)`,
    ),
  ]);

/** @throws AppError invalid-input with the parameter that holds no date */
function spanIn(zone: string, path: 'start' | 'end', texts: readonly string[]): Span {
  const dates = texts.map((text): SearchDate => {
    const date = readDate(text, zone);
    if (!date) throw new AppError('invalid-input', { issues: [{ path, code: 'date' }] });
    return date;
  });
  return spanOf(dates);
}

/**
 * What a search of slots asks, without where it goes on.
 * @param zone in which dates without an offset are read
 * @throws AppError invalid-input
 */
export function slotConditions(
  asked: z.output<typeof searchSlots>,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Sql {
  const { identifiers } = asked;
  return all([
    among(sql`${PUBLIC_ID}`, asked.ids, 'uuid'),
    among(sql`k.id`, asked.schedules, 'uuid'),
    among(sql`c.code`, asked.clinics),
    among(sql`s.specialty`, asked.specialties),
    among(sql`s.kind`, asked.kinds),
    among(sql`s.mode`, asked.modes),
    asked.statuses ? sql`and ${told(now)} = any (${asked.statuses}::text[])` : none,
    // A free place that has passed is none.
    asked.statuses?.join() === 'free' ? sql`and s.status = 'free'` : none,
    identifiers
      ? sql`and (${sql.join(
          identifiers.map(({ source, slot }) =>
            source ? sql`(src.code = ${source} and s.slot = ${slot})` : sql`s.slot = ${slot}`,
          ),
          sql` or `,
        )})`
      : none,
    within(sql`s.start_at`, spanIn(zone, 'start', asked.start)),
    within(sql`s.end_at`, spanIn(zone, 'end', asked.end)),
  ]);
}

/** After the last one of the page before: by where it stood, not by how many came before it. */
export function slotsAfter({ after, descending }: z.output<typeof searchSlots>): Sql {
  if (!after) return none;
  const start = sql`${after.start}::timestamptz`;
  const key = sql`(s.start_at, ${PUBLIC_ID})`;
  return descending
    ? sql`and s.start_at <= ${start} and ${key} < (${start}, ${after.id}::uuid)`
    : sql`and s.start_at >= ${start} and ${key} > (${start}, ${after.id}::uuid)`;
}

export const slotOrder = ({ descending }: z.output<typeof searchSlots>): Sql =>
  descending ? sql`s.start_at desc, ${PUBLIC_ID} desc` : sql`s.start_at, ${PUBLIC_ID}`;

export const scheduleConditions = (asked: z.output<typeof searchSchedules>): Sql =>
  all([
    among(sql`k.id`, asked.ids, 'uuid'),
    among(sql`c.code`, asked.clinics),
    among(sql`k.specialty`, asked.specialties),
    among(sql`k.kind`, asked.kinds),
    among(sql`k.mode`, asked.modes),
  ]);

/** A name that begins so, by any letter case. */
export const locationConditions = ({ codes, name }: z.output<typeof searchLocations>): Sql =>
  all([
    among(sql`c.code`, codes),
    name === undefined ? none : sql`and starts_with(lower(c.name_ru), lower(${name}))`,
  ]);
