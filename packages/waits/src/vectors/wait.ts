import type { Censored, Wait } from '../wait.ts';
import { waits } from '../wait.ts';
import { plainWorkingDays } from '../working-days.ts';
import type { Json } from './read.ts';
import { dates, instant, list, number, slot, text } from './read.ts';

/** Answers a case of one list of slots and one request. */
export function answerWait(input: Json): Json {
  const optional = (key: string): number | undefined =>
    input[key] === undefined || input[key] === null ? undefined : number(input[key], key);
  const found = waits(
    list(input['slots'] ?? [], 'slots').map(slot),
    {
      zone: text(input['tz'], 'tz'),
      horizonDays: optional('horizon_days'),
      minNoticeMinutes: optional('min_notice_min'),
      mode: input['mode'] === undefined ? undefined : text(input['mode'], 'mode'),
      kind: input['kind'] === undefined ? undefined : text(input['kind'], 'kind'),
      age: optional('age'),
      closed: dates(input['closed'], 'closed'),
    },
    instant(input['t0'], 't0'),
    plainWorkingDays(
      dates(input['holidays'], 'holidays'),
      dates(input['working_weekends'], 'working_weekends'),
    ),
  );
  return {
    places: found.places,
    k1: place(found.k1),
    k3: place(found.k3),
    within24h: found.within24h,
    work_days_k1: found.workingDays,
  };
}

function place(wait: Wait | Censored): Json {
  if (typeof wait === 'string') return { censored: wait };
  return { start: new Date(wait.startMs).toISOString(), days: wait.days, hours: wait.hours };
}
