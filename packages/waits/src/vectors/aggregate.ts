import { formatDate, zoneOf } from '@otklik/working-time';
import { clinicsSpread, orderClinics, shareIn24h } from '../aggregate/clinics.ts';
import { doctorsWaits } from '../aggregate/doctors.ts';
import { halfLife } from '../aggregate/half-life.ts';
import { lightOf } from '../aggregate/light.ts';
import type { K1Change } from '../aggregate/timeline.ts';
import { normTime } from '../aggregate/timeline.ts';
import {
  attendance,
  corridorMinutes,
  filling,
  leadBands,
  leadDays,
  recovery,
} from '../aggregate/use.ts';
import { nearestRank } from '../days.ts';
import { dayOf } from '../profile.ts';
import { plainWorkingDays, workingDayAfter } from '../working-days.ts';
import type { Json } from './read.ts';
import { dates, days, instant, list, number, numbers, object, oneDays, text } from './read.ts';

type Answer = (input: Json) => Json;

/** What is asked, recognised by the keys of the input. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  doctor_days: doctors,
  clinic_tna_days: (input) => {
    const { p50, p90, shareOver14 } = clinicsSpread(
      days(input['clinic_tna_days'], 'clinic_tna_days'),
    );
    return { p50, p90, share_over_14: shareOver14 };
  },
  values: (input) => {
    const known = days(input['values'], 'values').filter((value) => value !== 'unknown');
    return { p50: nearestRank(known, 0.5), p90: nearestRank(known, 0.9) };
  },
  free_at_start: (input) => {
    const found = filling(
      number(input['busy'], 'busy'),
      number(input['free_at_start'], 'free_at_start'),
    );
    return { ...found };
  },
  fulfilled: (input) => {
    const late = number(input['cancelled_under_24h'] ?? 0, 'cancelled_under_24h');
    const found = attendance(
      number(input['fulfilled'], 'fulfilled'),
      number(input['noshow'], 'noshow'),
      late,
    );
    return { no_show: found.noShow, late_cancel: found.lateCancel };
  },
  with_slot_24h: (input) => {
    const [all, stale] = [
      number(input['clinics'], 'clinics'),
      number(input['stale'] ?? 0, 'stale'),
    ];
    return { ...shareIn24h(all, stale, number(input['with_slot_24h'], 'with_slot_24h')) };
  },
  k1_changes: norm,
  visits: (input) => {
    const minutes = list(input['visits'], 'visits').map((visit) =>
      corridor(object(visit, 'a visit')),
    );
    return { minutes };
  },
  booked_at: (input) => {
    const booked = instant(input['booked_at'], 'booked_at');
    const visit = instant(input['visit_start'], 'visit_start');
    return { lead_days: leadDays(zoneOf(text(input['tz'], 'tz')), booked, visit) };
  },
  hours_published_to_booked: (input) => {
    const hours = list(input['hours_published_to_booked'], 'hours').map((value) =>
      value === null ? null : number(value, 'hours'),
    );
    const found = halfLife(hours);
    return {
      median_hours: found.medianHours,
      booked_share: found.bookedShare,
      booked_within_15min_share: found.within15minShare,
    };
  },
  cancelled_places: (input) => {
    const cancelled = number(input['cancelled_places'], 'cancelled_places');
    return { recovery: recovery(cancelled, number(input['rebooked_before_start'], 'rebooked')) };
  },
  samples_k1_days: light,
  lead_days: (input) => ({ ...leadBands(numbers(input['lead_days'], 'lead_days')) }),
  start_date: (input) => {
    const isWorking = plainWorkingDays(
      dates(input['days_off'], 'days_off'),
      dates(input['working_weekends'], 'working_weekends'),
    );
    const start = dayOf(text(input['start_date'], 'start_date'));
    const last = workingDayAfter(start, number(input['working_days'], 'working_days'), isWorking);
    return { deadline: formatDate(last) };
  },
  clinics_k1: (input) => {
    const clinics = list(input['clinics_k1'], 'clinics_k1').map((row) => {
      const clinic = object(row, 'a clinic');
      const name = text(clinic['clinic'], 'clinic');
      return { name, k1: oneDays(clinic['k1_days'], 'k1'), k3: oneDays(clinic['k3_days'], 'k3') };
    });
    const { order, notRanked } = orderClinics(clinics);
    return { order: order.map(({ name }) => name), not_ranked: notRanked.map(({ name }) => name) };
  },
};

/**
 * Answers a case about doctors, clinics or days.
 * @throws Error when no key of the input is known.
 */
export function answerAggregate(input: Json): Json {
  const key = Object.keys(ANSWERS).find((name) => name in input);
  const answer = key === undefined ? undefined : ANSWERS[key];
  if (!answer) throw new Error(`unknown case with ${Object.keys(input).join(', ')}`);
  return answer(input);
}

function doctors(input: Json): Json {
  const rows = Object.entries(object(input['doctor_days'], 'doctor_days'));
  const leave = Object.entries(object(input['leave_days'] ?? {}, 'leave_days'));
  const horizon = input['horizon_days'];
  const found = doctorsWaits({
    doctorDays: Object.fromEntries(rows.map(([name, own]) => [name, numbers(own, name)])),
    leaveDays: Object.fromEntries(leave.map(([name, away]) => [name, number(away, name)])),
    horizonDays: horizon === undefined ? undefined : number(horizon, 'horizon_days'),
  });
  return {
    pooled_tna_days: found.pooled,
    per_doctor: found.perDoctor,
    mean_of_doctors: found.mean,
    mean_of_known: found.meanOfKnown,
    doctors_censored: found.censored,
    median_of_doctors: found.median,
  };
}

function norm(input: Json): Json {
  const changes = list(input['k1_changes'], 'k1_changes').map((row) => {
    const change = object(row, 'a change');
    const k1 = change['k1'];
    return {
      atMs: instant(change['at'], 'at'),
      k1Ms: k1 === null || k1 === 'unknown' ? k1 : instant(k1, 'k1'),
    } satisfies K1Change;
  });
  const found = normTime(changes, instant(input['from'], 'from'), instant(input['to'], 'to'));
  return { hours_met: found.metMs / 3_600_000, share: found.share };
}

function corridor(visit: Json): number | null {
  const stamp = (key: string): number | null => {
    const value = visit[key];
    return value === null || value === undefined ? null : clock(text(value, key), key);
  };
  return corridorMinutes({
    scheduledMs: stamp('scheduled'),
    arrivedMs: stamp('arrived'),
    seenMs: stamp('seen'),
  });
}

/** A time of day (`10:00`, `10:00:30`) or an instant. */
function clock(value: string, what: string): number {
  const parts = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(value);
  if (!parts) return instant(value, what);
  const [, hour, minute, second = '0'] = parts;
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

function light(input: Json): Json {
  const [low = 0, high = 0] = numbers(input['comfort_days'], 'comfort_days');
  const limit = (key: string): number | undefined =>
    input[key] === undefined ? undefined : number(input[key], key);
  const [greenFrom, redTo, minCoverage] = [
    limit('green_from'),
    limit('red_to'),
    limit('min_coverage'),
  ];
  const found = lightOf({
    samples: days(input['samples_k1_days'], 'samples'),
    comfortDays: [low, high],
    ...(greenFrom !== undefined && { greenFrom }),
    ...(redTo !== undefined && { redTo }),
    ...(minCoverage !== undefined && { minCoverage }),
  });
  const { known, inComfort, share, coverage, light: colour } = found;
  return { known, in_comfort: inComfort, share, coverage, light: colour };
}
