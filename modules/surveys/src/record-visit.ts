import { normaliseEmail } from '@otklik/notices';
import { dayIn } from '@otklik/registry';
import type { Outcome, Refusal, VisitEvent } from './model/event.ts';
import { countVisits } from './store/day-counts.ts';
import { closeInvitationOf, correctInvitationOf } from './store/invitations.ts';
import { closedBecause } from './store/openings.ts';
import { peopleFor } from './store/people.ts';
import type { Place } from './store/places.ts';
import { changeVisit, insertVisit, lockVisit, type VisitRow } from './store/visits.ts';
import { digestFor, factsOf, keyOf, refusalOf, type Known, type Report } from './visit-facts.ts';

const refused = (code: Refusal): Outcome => ({ outcome: 'refused', code });

/** Nobody is kept who will not be asked. */
async function personOf({ tx }: Report, event: VisitEvent, { sampled }: Known) {
  if (!sampled || !('email' in event.contact)) return null;
  const email = normaliseEmail(event.contact.email);
  const { language: locale, timeZone: zone } = event;
  return (await peopleFor(tx, [{ email, locale, zone }])).get(email)!;
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
  return { outcome: 'new' };
}

/** What a new visit adds to the counts of its place and day. */
export const countOf = (place: Place, { ended_at, state, sampled }: Known) => ({
  placeId: place.id,
  day: dayIn(place.zone, ended_at),
  eligible: state !== 'refused',
  sampled: sampled === true,
});

async function again(
  report: Report,
  event: VisitEvent,
  known: VisitRow,
  place: Place,
): Promise<Outcome> {
  const { tx } = report;
  if (known.facts_digest === digestFor(report, event) || known.state === 'cancelled')
    return { outcome: 'same' };
  const facts = factsOf(report, event, place, { visitKey: known.visit_key, drawn: known });
  if (known.state !== 'invited') {
    await changeVisit(tx, known.id, { ...facts, person_id: await personOf(report, event, facts) });
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
    decide_at: null,
  });
  return { outcome: 'cancelled' };
}
