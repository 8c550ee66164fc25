import { createHash } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { calendarOf, todayOf, zoneOfRegion, type RegionCalendar } from '@otklik/registry';
import { normAt, type Norm } from '@otklik/waits';
import { WorkingTimeError } from '@otklik/working-time';
import { clockOf, nearDay, type ReferralClock } from '../model/clock.ts';
import { byKind, GUARANTEES } from '../model/kinds.ts';
import type { Standing } from '../model/telling.ts';
import { warnDays } from './contacts.ts';
import { regionIn, type ReferralFacts } from './referrals.ts';

const UNITS: readonly string[] = ['minutes', 'hours', 'working-days', 'calendar-days'];

/** A norm with what a page says of it. */
export interface GroundNorm extends Norm {
  readonly words: string;
  readonly startEvent: string | null;
  readonly source: string | null;
  readonly verified: boolean;
}

/** Why there is no clock: no dated norm held on the day, or a year has no calendar yet. */
export type NoClock = 'no-norm' | 'no-calendar';

export interface Judged {
  readonly norm: GroundNorm | null;
  readonly clock: ReferralClock | null;
  readonly near: string | null;
  readonly noClock: NoClock | null;
}

/** Everything that terms of one region are counted by, read once a question. */
export interface Ground {
  readonly norms: readonly GroundNorm[];
  readonly calendar: RegionCalendar;
  readonly zone: string;
  readonly today: string;
  readonly region: string;
  readonly warnDays: number;
  /** Another text when a norm, the calendar or the setting changed: then every term is looked at anew. */
  readonly reckonedBy: string;
}

async function guarantees(tx: Tx, region: string): Promise<GroundNorm[]> {
  const rows = await tx.db
    .selectFrom('norms')
    .selectAll()
    .where('family', '=', GUARANTEES)
    .where('region', 'in', [region.slice(0, 2), region])
    .orderBy('id')
    .execute();
  return rows.flatMap((row) =>
    row.limit_value === null || !UNITS.includes(row.unit ?? '')
      ? []
      : {
          id: row.id,
          service: row.code,
          limit: Number(row.limit_value),
          unit: row.unit as Norm['unit'],
          region: row.region,
          validFrom: row.valid_from,
          validTo: row.valid_to,
          words: row.service,
          startEvent: row.start_event,
          source: row.source,
          verified: row.verified,
        },
  );
}

export async function groundOf(tx: Tx): Promise<Ground> {
  const region = regionIn(tx);
  const norms = await guarantees(tx, region);
  const calendar = await calendarOf(tx, region);
  const warn = await warnDays(tx);
  const seen = norms.map(({ id, limit, unit, validFrom, validTo }) => [
    id,
    limit,
    unit,
    validFrom,
    validTo,
  ]);
  return {
    norms,
    calendar,
    zone: await zoneOfRegion(tx),
    today: await todayOf(tx),
    region,
    warnDays: warn,
    reckonedBy: createHash('sha256')
      .update(JSON.stringify([calendar.tables, warn, seen]))
      .digest('base64url')
      .slice(0, 22),
  };
}

/** Kinds of care that any norm of the region names; those in minutes are no matter of referrals. */
export function kindsOf({ norms }: Ground) {
  const days = norms.filter(({ unit }) => unit !== 'minutes');
  return [...new Map(days.map(({ service, words }) => [service, words]))]
    .map(([code, words]) => ({ code, words }))
    .sort((a, b) => byKind(a.code, b.code));
}

/** The norm that held on the day of the referral and its clock at this moment. */
export function judge(
  ground: Ground,
  facts: ReferralFacts,
  zone: string,
  now: Date,
  firstAt: Date | null | 'unknown' = 'unknown',
): Judged {
  const { norms, region, calendar, warnDays: warn } = ground;
  const found = normAt(norms, { service: facts.kind, region, date: facts.givenOn });
  const norm = norms.find(({ id }) => id === found?.id) ?? null;
  if (!norm) return { norm, clock: null, near: null, noClock: 'no-norm' };
  try {
    const clock = clockOf({
      norm,
      days: facts,
      now,
      zone,
      calendar: calendar.calendar,
      firstAt,
    });
    const near = nearDay(norm, clock.lastDay, warn, calendar.calendar);
    return { norm, clock, near, noClock: null };
  } catch (thrown) {
    if (!(thrown instanceof WorkingTimeError) || thrown.code !== 'calendar-year-missing')
      throw thrown;
    return { norm, clock: null, near: null, noClock: 'no-calendar' };
  }
}

/** How a judged referral stands for letters; null without a clock. */
export const standingOf = ({ clock, near }: Judged, facts: ReferralFacts): Standing | null =>
  clock && {
    state: clock.state,
    lastDay: clock.lastDay,
    near,
    seenOn: facts.seenOn,
    offerKeeps: clock.offerKeeps,
  };
