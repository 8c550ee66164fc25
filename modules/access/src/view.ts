import { lightOf, type LightColour, type MaybeDays } from '@otklik/waits';
import { HORIZON_days } from './model.ts';
import type { ClinicWaitRow, DayRow } from './store/read.ts';

/** Answers that must differ: `unknown` is never `none`, and `full` is never 0 days. */
export type WaitState = 'places' | 'full' | 'referral' | 'not-offered' | 'unknown';

/** A clinic's line in the list of waits. */
export interface WaitLine {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly address: string | null;
  readonly okrugId: string | null;
  readonly districtId: string | null;
  readonly state: WaitState;
  /** Calendar days; null: fewer places than asked within the horizon, or no `places`. */
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly within24h: boolean;
  readonly places_7d: number;
  readonly places_30d: number;
  /** Busy of busy and free, 0 to 1. */
  readonly load: number | null;
  readonly light: LightColour;
  readonly bookUrl: string | null;
  readonly source: string | null;
  readonly lastOk: Date | null;
  readonly demo: boolean;
}

export function stateOf(row: ClinicWaitRow): WaitState {
  if (row.silent === null) {
    if (row.by_referral) return 'referral';
    return row.tells || !row.fits ? 'not-offered' : 'unknown';
  }
  if (row.silent) return 'unknown';
  return row.k1_at ? 'places' : 'full';
}

export function lineOf(row: ClinicWaitRow, light: LightColour, now: Date): WaitLine {
  const [busy, free] = [row.busy_30d ?? 0, row.places_30d ?? 0];
  const state = stateOf(row);
  const tells = state === 'places' || state === 'full';
  return {
    code: row.code,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    address: row.address_ru,
    okrugId: row.okrug_id,
    districtId: row.district_id,
    state,
    k1_days: tells ? row.k1_days : null,
    k3_days: tells ? row.k3_days : null,
    within24h: tells && row.k1_at !== null && row.k1_at.getTime() - now.getTime() <= 86_400_000,
    places_7d: tells ? (row.places_7d ?? 0) : 0,
    places_30d: tells ? free : 0,
    load: tells && busy + free > 0 ? busy / (busy + free) : null,
    light,
    bookUrl: row.book_url,
    source: row.source_name,
    lastOk: row.last_ok,
    demo: row.demo ?? false,
  };
}

/** What a day's sample says, for the light and the charts. */
export const sampleOf = ({ known, k1_days }: DayRow): MaybeDays =>
  known ? (k1_days ?? `>${HORIZON_days}`) : 'unknown';

/** How many samples make the light whole: the working days of four weeks. */
const SAMPLES = 20;

/** The colour of the last twenty working-day samples; days without a sample count as unknown. */
export function lightFrom(days: readonly DayRow[], comfortMax: number): LightColour {
  const worked = days
    .filter(({ day }) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
    .slice(-SAMPLES)
    .map(sampleOf);
  const lacking: MaybeDays[] = Array.from({ length: SAMPLES - worked.length }, () => 'unknown');
  return lightOf({ samples: [...worked, ...lacking], comfortDays: [0, comfortMax] }).light;
}

export const waitOfLine = ({ state, k1_days }: WaitLine): MaybeDays =>
  state === 'places'
    ? (k1_days ?? `>${HORIZON_days}`)
    : state === 'full'
      ? `>${HORIZON_days}`
      : 'unknown';
