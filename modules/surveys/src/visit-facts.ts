import { digestOf, type KeyPort, type Tx } from '@otklik/kernel';
import type { RepresentationRule } from '@otklik/registry';
import {
  CONSENTS,
  FUTURE_MAX_ms,
  ineligibleBecause,
  type Refusal,
  type VisitEvent,
} from './model/event.ts';
import type { SurveyRules } from './model/rules.ts';
import { isSampled } from './model/sample.ts';
import { decisionTime } from './model/send-time.ts';
import { isService } from './model/services.ts';
import { whoseOf, type Whose } from './model/whose.ts';
import { rateOf } from './store/rates.ts';
import type { Place } from './store/places.ts';
import type { Facts, VisitRow } from './store/visits.ts';

const DAY_ms = 86_400_000;

export interface Report {
  readonly tx: Tx;
  readonly keys: KeyPort;
  readonly rules: SurveyRules;
  readonly rates: ReadonlyMap<string, number>;
  /** Who speaks for a child, by age. */
  readonly ages: readonly RepresentationRule[];
  /** `YYYY-MM-DD` in the region's zone. */
  readonly today: string;
}

/** Why a row cannot be taken, or the place it is about. */
export function refusalOf(
  event: VisitEvent,
  place: Place | null,
  report: Report,
): { readonly code: Refusal } | { readonly place: Place } {
  const { tx, rules } = report;
  const ended = Date.parse(event.endedAt);
  if (ended > tx.now.getTime() + FUTURE_MAX_ms) return { code: 'future' };
  if (ended < tx.now.getTime() - rules.window_days * DAY_ms) return { code: 'too-old' };
  const isOther = event.organisation && event.organisation !== place?.organisation_id;
  if (!place || place.sector !== event.sector || isOther) return { code: 'unknown-place' };
  if (!isService(event.sector, event.service)) return { code: 'unknown-service' };
  if (!CONSENTS.some((flag) => event.flags.includes(flag))) return { code: 'no-consent' };
  const whose = whoseIn(event, report);
  // A child's visit counts as reported though nobody can be asked about it.
  return 'refused' in whose && whose.audience === 'adult' ? { code: whose.refused } : { place };
}

/** Who is asked about a visit, by the rules of ages of its day. */
export const whoseIn = (event: VisitEvent, { ages, rules }: Report): Whose =>
  whoseOf(event, { rules: ages, day: event.endedAt.slice(0, 10), childAge: rules.child_age });

/** The visit's own id is not kept, only this. */
export const keyOf = (
  keys: KeyPort,
  { sourceSystem, visitId, kind }: Pick<VisitEvent, 'sourceSystem' | 'visitId' | 'kind'>,
): string => keys.hash('visit', JSON.stringify([sourceSystem, visitId, kind]));

/** Tells a correction from a repetition; the address enters as its keyed hash. */
export const digestFor = (
  { keys }: Report,
  { contact, parent, revision: _, ...rest }: VisitEvent,
): string => {
  const told = JSON.stringify(parent ? [contact, parent] : contact);
  return digestOf({ ...rest, contact: keys.hash('visit-contact', told) });
};

/** What is kept of a visit, but for whose it was. */
export type Known = Omit<Facts, 'person_id' | 'doctor_id'> & { readonly doctor_id: string | null };

/**
 * What is kept of a visit, and whether somebody may be asked about it. What was drawn once is not drawn again, at
 * whatever rate a correction comes.
 */
export function factsOf(
  report: Report,
  event: VisitEvent,
  place: Place,
  { visitKey, drawn }: { readonly visitKey: string; readonly drawn?: VisitRow },
): Known {
  const { keys, rules, rates, today } = report;
  const whose = whoseIn(event, report);
  const because = ineligibleBecause(event, {
    sensitive: rules.sensitive_services,
    isUnaskedChild: 'refused' in whose,
  });
  const rate = drawn?.inclusion ?? rateOf(rates, place, rules.sample_rate);
  const sampled = because === null && (drawn?.sampled ?? isSampled(keys, visitKey, rate));
  const endedAt = new Date(event.endedAt);
  return {
    source_system: event.sourceSystem,
    form_kind: event.kind,
    place_id: place.id,
    service_code: event.service,
    ended_at: endedAt,
    // Who is asked follows from an age; the age itself serves nothing more.
    birth_year: null,
    audience: whose.audience,
    revision: event.revision ?? null,
    flags: event.flags,
    doctor_id: event.doctorId ?? null,
    facts_digest: digestFor(report, event),
    state: because ? 'refused' : sampled ? 'planned' : 'counted',
    refused_because: because,
    sampled: because ? null : sampled,
    inclusion: because ? null : rate,
    reported_on: today,
    decide_at: decisionTime(rules, event.timeZone ?? place.zone, endedAt),
  };
}
