import { dayIn } from '@otklik/registry';
import type { Outcome, Refusal, VisitEvent } from './model/event.ts';
import { reachAll, type Reachable } from './store/addresses.ts';
import { noteVisits } from './store/attached.ts';
import { countCorrection } from './store/corrections.ts';
import { countVisits } from './store/day-counts.ts';
import { closeInvitationOf, correctInvitationOf } from './store/invitations.ts';
import { closedBecause } from './store/openings.ts';
import type { Place } from './store/places.ts';
import { changeVisit, insertVisit, lockVisit, type VisitRow } from './store/visits.ts';
import {
  digestFor,
  factsOf,
  keyOf,
  refusalOf,
  whoseIn,
  type Known,
  type Report,
} from './visit-facts.ts';

const refused = (code: Refusal): Outcome => ({ outcome: 'refused', code });

/** How whoever is asked can be reached; null where nobody will be: nobody is kept who is not asked. */
export function reachableOf(
  report: Report,
  event: VisitEvent,
  { sampled }: Known,
): Reachable | null {
  const whose = whoseIn(event, report);
  if (!sampled || 'refused' in whose) return null;
  const { language: locale, timeZone: zone, prefers } = event;
  return { contact: whose.contact, locale, zone, prefers };
}

async function personOf(report: Report, event: VisitEvent, facts: Known): Promise<string | null> {
  const reachable = reachableOf(report, event, facts);
  return reachable ? (await reachAll(report.tx, [reachable]))[0]! : null;
}

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
  const closed = await closedBecause(tx, place, dayIn(place.zone, new Date(event.endedAt)));
  if (closed) return refused(closed);
  if (known) return again(report, event, known, place);
  const facts = factsOf(report, event, place, { visitKey });
  const person_id = await personOf(report, event, facts);
  const isNew = await insertVisit(tx, visitKey, { ...facts, person_id });
  if (!isNew) return { outcome: 'same' };
  await countVisits(tx, [countOf(place, facts)]);
  await noteVisits(tx, [visitedBy(report, event)]);
  return { outcome: 'new' };
}

/** Who was there and when, for those of whom a list says that they are attached. */
export function visitedBy(report: Report, event: VisitEvent) {
  const whose = whoseIn(event, report);
  return { contact: 'contact' in whose ? whose.contact : {}, day: event.endedAt.slice(0, 10) };
}

/** What a new visit adds to the counts of its place and day. */
export const countOf = (place: Place, { ended_at, state, sampled }: Known) => ({
  placeId: place.id,
  day: dayIn(place.zone, ended_at),
  eligible: state !== 'refused',
  sampled: sampled === true,
});

/** A correction that the source made before the one we know. */
const isOlder = (event: VisitEvent, known: VisitRow): boolean =>
  event.revision !== undefined && known.revision !== null && event.revision < known.revision;

async function again(
  report: Report,
  event: VisitEvent,
  known: VisitRow,
  place: Place,
): Promise<Outcome> {
  const { tx } = report;
  const isSame = known.facts_digest === digestFor(report, event);
  if (isSame || known.state === 'cancelled' || isOlder(event, known)) return { outcome: 'same' };
  const facts = factsOf(report, event, place, { visitKey: known.visit_key, drawn: known });
  const kind = place.id === known.place_id ? 'mended' : 'moved';
  if (known.state !== 'invited') {
    await changeVisit(tx, known.id, { ...facts, person_id: await personOf(report, event, facts) });
    await countCorrection(tx, known.place_id, kind, 'before-letter');
    return { outcome: 'changed' };
  }
  // Once invited, where and what for can still be mended; who is asked cannot.
  const { place_id, service_code, doctor_id, ended_at, facts_digest, revision } = facts;
  const mended = { place_id, service_code, doctor_id };
  const isInTime = await correctInvitationOf(tx, known.id, { ...mended, sector: place.sector });
  if (!isInTime && kind === 'mended') return { outcome: 'same' };
  // The letter named a place where nobody was: its link closes. An answer that came stays, nobody can find it.
  if (!isInTime) await closeInvitationOf(tx, known.id);
  await countCorrection(tx, known.place_id, kind, isInTime ? 'before-letter' : 'after-letter');
  await changeVisit(tx, known.id, { ...mended, ended_at, facts_digest, revision });
  return { outcome: 'changed' };
}

async function cancel(
  report: Report,
  event: VisitEvent,
  known: VisitRow | undefined,
  place: Place | null,
): Promise<Outcome> {
  const { tx } = report;
  if (known && (known.state === 'cancelled' || isOlder(event, known))) return { outcome: 'same' };
  if (known) {
    const stage = await closeInvitationOf(tx, known.id);
    await changeVisit(tx, known.id, {
      state: 'cancelled',
      refused_because: null,
      revision: event.revision ?? known.revision,
    });
    await countCorrection(tx, known.place_id, 'cancelled', stage);
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
    decide_at: null,
    revision: event.revision ?? null,
  });
  return { outcome: 'cancelled' };
}
