import { digestOf, type KeyPort, type Tx } from '@otklik/kernel';
import { dayIn } from '@otklik/registry';
import {
  FUTURE_MAX_ms,
  ineligibleBecause,
  type Outcome,
  type Refusal,
  type VisitEvent,
} from './model/event.ts';
import type { SurveyRules } from './model/rules.ts';
import { isSampled } from './model/sample.ts';
import { isService } from './model/services.ts';
import { count, type Counted } from './store/day-counts.ts';
import { closeInvitationOf, correctInvitationOf } from './store/invitations.ts';
import { personFor } from './store/people.ts';
import type { Place } from './store/places.ts';
import { changeVisit, insertVisit, lockVisit, type VisitRow } from './store/visits.ts';

const DAY_ms = 86_400_000;

export interface Report {
  readonly tx: Tx;
  readonly keys: KeyPort;
  readonly rules: SurveyRules;
  /** `YYYY-MM-DD` in the region's zone. */
  readonly today: string;
}

const refused = (code: Refusal): Outcome => ({ outcome: 'refused', code });

function refusalOf(
  event: VisitEvent,
  place: Place | null,
  { tx, rules }: Report,
): { readonly code: Refusal } | { readonly place: Place } {
  const ended = Date.parse(event.endedAt);
  if (ended > tx.now.getTime() + FUTURE_MAX_ms) return { code: 'future' };
  if (ended < tx.now.getTime() - rules.window_days * DAY_ms) return { code: 'too-old' };
  const isOther = event.organisation && event.organisation !== place?.organisation_id;
  if (!place || place.sector !== event.sector || isOther) return { code: 'unknown-place' };
  if (!isService(event.sector, event.service)) return { code: 'unknown-service' };
  if (!event.flags.includes('consent')) return { code: 'no-consent' };
  return 'email' in event.contact ? { place } : { code: 'no-address' };
}

/** The visit's own id is not kept, only this. */
const keyOf = (keys: KeyPort, { sourceSystem, visitId, kind }: VisitEvent): string =>
  keys.hash('visit', JSON.stringify([sourceSystem, visitId, kind]));

async function factsOf(report: Report, event: VisitEvent, place: Place, visitKey: string) {
  const { tx, keys, rules, today } = report;
  const because = ineligibleBecause(event, {
    childAge: rules.child_age,
    sensitive: rules.sensitive_services,
    year: Number(today.slice(0, 4)),
  });
  const sampled = because === null && isSampled(keys, visitKey, rules.sample_rate);
  const email = 'email' in event.contact ? event.contact.email : '';
  const state = because ? 'refused' : sampled ? 'planned' : 'counted';
  return {
    source_system: event.sourceSystem,
    form_kind: event.kind,
    place_id: place.id,
    service_code: event.service,
    ended_at: new Date(event.endedAt),
    // Nobody is kept who will not be asked.
    person_id: sampled ? await personFor(tx, email, event.language) : null,
    birth_year: event.birthYear ?? null,
    flags: event.flags,
    doctor_id: event.doctorId ?? null,
    facts_digest: digestFor(report, event),
    state,
    refused_because: because,
    sampled: because ? null : sampled,
    inclusion: because ? null : rules.sample_rate,
    reported_on: today,
  } as const;
}

/** Tells a correction from a repetition; the address enters as its keyed hash. */
const digestFor = ({ keys }: Report, { contact, ...rest }: VisitEvent): string =>
  digestOf({ ...rest, contact: keys.hash('visit-contact', JSON.stringify(contact)) });

/**
 * Takes one reported visit. The same again changes nothing; a correction counts until the letter has left; a
 * cancelled visit closes its link.
 */
export async function recordVisit(
  report: Report,
  event: VisitEvent,
  found: Place | null,
): Promise<Outcome> {
  const { tx, keys } = report;
  const visitKey = keyOf(keys, event);
  const known = await lockVisit(tx, visitKey);
  if (event.status === 'cancelled') return cancel(report, event, known, found);
  const judged = refusalOf(event, found, report);
  if ('code' in judged) return refused(judged.code);
  const { place } = judged;
  if (known) return again(report, event, known, place);
  const facts = await factsOf(report, event, place, visitKey);
  const isNew = await insertVisit(tx, visitKey, facts);
  if (!isNew) return { outcome: 'same' };
  const counted: Counted[] = ['reported'];
  if (facts.state !== 'refused') counted.push('eligible');
  if (facts.sampled) counted.push('sampled');
  await count(tx, { placeId: place.id, day: dayIn(place.zone, facts.ended_at) }, counted);
  return { outcome: 'new' };
}

async function again(
  report: Report,
  event: VisitEvent,
  known: VisitRow,
  place: Place,
): Promise<Outcome> {
  const { tx } = report;
  if (known.facts_digest === digestFor(report, event) || known.state === 'cancelled')
    return { outcome: 'same' };
  const facts = await factsOf(report, event, place, known.visit_key);
  if (known.state !== 'invited') {
    await changeVisit(tx, known.id, facts);
    return { outcome: 'changed' };
  }
  // Once invited, where and what for can still be mended; who is asked cannot.
  const { place_id, service_code, doctor_id, ended_at, facts_digest } = facts;
  const mended = { place_id, service_code, doctor_id };
  const isInTime = await correctInvitationOf(tx, known.id, { ...mended, sector: place.sector });
  if (!isInTime) return { outcome: 'same' };
  await changeVisit(tx, known.id, { ...mended, ended_at, facts_digest });
  return { outcome: 'changed' };
}

async function cancel(
  report: Report,
  event: VisitEvent,
  known: VisitRow | undefined,
  place: Place | null,
): Promise<Outcome> {
  const { tx } = report;
  if (known?.state === 'cancelled') return { outcome: 'same' };
  if (known) {
    await changeVisit(tx, known.id, { state: 'cancelled', refused_because: null });
    await closeInvitationOf(tx, known.id);
    return { outcome: 'cancelled' };
  }
  // Out of order: the visit itself may come later and must find that it did not take place.
  if (!place) return refused('unknown-place');
  await insertVisit(tx, keyOf(report.keys, event), {
    source_system: event.sourceSystem,
    form_kind: event.kind,
    place_id: place.id,
    service_code: event.service,
    ended_at: new Date(event.endedAt),
    person_id: null,
    birth_year: null,
    flags: [],
    doctor_id: null,
    facts_digest: digestFor(report, event),
    state: 'cancelled',
    refused_because: null,
    sampled: null,
    inclusion: null,
    reported_on: report.today,
  });
  return { outcome: 'cancelled' };
}
