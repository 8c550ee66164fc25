import type { WaitLine, WaitState } from '@otklik/access';
import type { Cause } from '@otklik/wait-norms';
import { m } from '@otklik/i18n';
import { INTAKE_FAULTS } from './fault-words.ts';

const HORIZON_days = 90;

/** Days until a place, in words. */
export function waitWords(days: number): string {
  if (days <= 0) return m.access_today();
  return days === 1 ? m.access_tomorrow() : m.access_days({ days });
}

/** A wait that may be more than can be booked, or not known. */
export function maybeWords(days: number | string | null): string {
  if (days === null || days === 'unknown') return m.access_unknown_short();
  return typeof days === 'number' ? waitWords(days) : m.access_over({ days: days.slice(1) });
}

const STATES: Readonly<Record<Exclude<WaitState, 'places'>, () => string>> = {
  full: () => m.access_state_full({ days: HORIZON_days }),
  referral: m.access_state_referral,
  'not-offered': m.access_state_not_offered,
  unknown: m.access_state_unknown,
};

/** The first place of a clinic, or why there is none, for a mark on a map. */
export const stateWords = ({ state, k1_days }: Pick<WaitLine, 'state' | 'k1_days'>): string =>
  state === 'places' ? m.access_first({ wait: waitWords(k1_days ?? 0) }) : STATES[state]();

/** The wait of a line: first and third place, or why there is none. */
export function lineWords({ state, k1_days, k3_days }: WaitLine): string {
  if (state !== 'places') return STATES[state]();
  const first = m.access_first({ wait: waitWords(k1_days ?? 0) });
  const third = maybeWords(k3_days ?? `>${HORIZON_days}`);
  return `${first}, ${m.access_third({ wait: third })}`;
}

const ORDERS = {
  wait: m.waits_order_wait,
  distance: m.waits_order_distance,
  rating: m.waits_order_rating,
  together: m.waits_order_together,
} as const;
export const orderWords = (order: keyof typeof ORDERS): string => ORDERS[order]();

/** A limit of waiting in words; a norm whose row is gone has none. */
export function normWords(limit: number | null, unit: string | null): string {
  if (limit === null) return m.access_unknown_short();
  if (unit === 'working-days') return m.waits_norm_working({ count: limit });
  if (unit === 'calendar-days') return m.waits_norm_calendar({ count: limit });
  return m.waits_norm_hours({ count: unit === 'minutes' ? limit / 60 : limit });
}

const CAUSES: Readonly<Record<Cause['main'], () => string>> = {
  supply: m.waits_cause_supply,
  demand: m.waits_cause_demand,
  both: m.waits_cause_both,
  same: m.waits_cause_same,
  better: m.waits_cause_better,
};
export const causeWords = (cause: Cause | null): string =>
  cause ? CAUSES[cause.main]() : m.waits_cause_unknown();

export const LIGHTS = {
  green: m.access_light_green,
  yellow: m.access_light_yellow,
  red: m.access_light_red,
  grey: m.access_light_grey,
} as const;

const FAULTS: Readonly<Record<string, () => string>> = {
  'ends-before-start': m.access_fault_ends_before_start,
  'unknown-clinic': m.access_fault_unknown_clinic,
  'unknown-specialty': m.access_fault_unknown_specialty,
  'unknown-doctor': m.access_fault_unknown_doctor,
  'too-far-ahead': m.access_fault_too_far_ahead,
  'no-offset': m.access_fault_no_offset,
  'wrong-shape': m.access_fault_wrong_shape,
  'wrong-capacity': m.access_fault_wrong_capacity,
  'repeated-id': m.access_fault_repeated_id,
  'sequence-gap': m.access_fault_sequence_gap,
  'sequence-repeat': m.access_fault_sequence_repeat,
  'clock-ahead': m.access_fault_clock_ahead,
  'clock-back': m.access_fault_clock_back,
  shrunk: m.access_fault_shrunk,
  'covered-by-other': m.access_fault_covered_by_other,
  ...INTAKE_FAULTS,
};
export const faultWords = (fault: string): string => FAULTS[fault]?.() ?? fault;
