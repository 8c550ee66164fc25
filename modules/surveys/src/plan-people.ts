import type { Tx } from '@otklik/kernel';
import { dayIn, todayOf } from '@otklik/registry';
import { formFor, type FormAudience, type FormKind, type FormRef } from '@otklik/survey-forms';
import { choose, type Candidate, type Choice } from './model/choose.ts';
import type { SurveyRules } from './model/rules.ts';
import { daysAfter, reminderTime, sendTime } from './model/send-time.ts';
import { weightClassOf } from './model/states.ts';
import { inviteMany, type NewInvitation } from './store/invitations.ts';
import { closedBecause } from './store/openings.ts';
import { placesByIds, senderOf, type Place } from './store/places.ts';
import { rulesOn } from './store/rules.ts';
import {
  answersOf,
  channelOf,
  holdUndecided,
  standingsOf,
  type Planned,
} from './store/standing.ts';
import { touchMany } from './store/touches.ts';
import { decideVisits, undecidedVisits, type Decided, type VisitRow } from './store/visits.ts';

/** Over so many days answers of a place are counted when visits compete. */
const ANSWERS_days = 90;
const DAY_ms = 86_400_000;

interface Round {
  readonly today: string;
  readonly now: Date;
  readonly rules: SurveyRules;
  readonly places: ReadonlyMap<string, Place>;
  readonly forms: ReadonlyMap<string, FormRef | null>;
  readonly answers: ReadonlyMap<string, number>;
  /** Visits whose letter would leave after the last day of a pilot. */
  readonly over: ReadonlySet<string>;
}

/** A parent has the form about a child; a young person the one that everybody has. Getting in is one question for all. */
const audienceOf = ({ audience, form_kind }: VisitRow): FormAudience =>
  audience === 'parent' && form_kind !== 'access' ? 'child' : 'adult';

const formKey = (kind: string, sector: string, audience: string): string =>
  `${kind}/${sector}/${audience}`;

async function formsOf(
  tx: Tx,
  visits: readonly VisitRow[],
  round: Pick<Round, 'places' | 'today'>,
): Promise<Map<string, FormRef | null>> {
  const forms = new Map<string, FormRef | null>();
  for (const visit of visits) {
    const { sector } = round.places.get(visit.place_id)!;
    const kind = visit.form_kind as FormKind;
    const audience = audienceOf(visit);
    const key = formKey(kind, sector, audience);
    if (!forms.has(key)) forms.set(key, await formFor(tx, { kind, sector, audience }, round.today));
  }
  return forms;
}

const formOf = (visit: VisitRow, place: Place, round: Round): FormRef | null =>
  round.forms.get(formKey(visit.form_kind, place.sector, audienceOf(visit))) ?? null;

async function overOf(
  tx: Tx,
  visits: readonly VisitRow[],
  people: readonly Planned[],
  { now, rules, places }: Pick<Round, 'now' | 'rules' | 'places'>,
): Promise<Set<string>> {
  const known = new Map(people.map((one) => [one.id, one]));
  const over = new Set<string>();
  for (const visit of visits) {
    const place = places.get(visit.place_id)!;
    const { zone: own = null, hours = null } = known.get(visit.person_id!) ?? {};
    const zone = own ?? place.zone;
    const day = dayIn(place.zone, sendTime(rules, { zone, endedAt: visit.ended_at, now, hours }));
    if (await closedBecause(tx, place, day)) over.add(visit.id);
  }
  return over;
}

function candidateOf(visit: VisitRow, round: Round): Candidate {
  const place = round.places.get(visit.place_id)!;
  return {
    id: visit.id,
    day: dayIn(place.zone, visit.ended_at),
    clinicId: place.clinic_id,
    sender: senderOf(place),
    hasForm: formOf(visit, place, round) !== null,
    isOver: round.over.has(visit.id),
    isLate: visit.ended_at.getTime() < round.now.getTime() - round.rules.window_days * DAY_ms,
    answers: round.answers.get(place.id) ?? 0,
  };
}

function invitationOf(
  visit: VisitRow,
  person: Planned,
  inclusion: number,
  round: Round,
): NewInvitation {
  const { rules, now } = round;
  const place = round.places.get(visit.place_id)!;
  const form = formOf(visit, place, round)!;
  const zone = person.zone ?? place.zone;
  const { hours } = person;
  const send_at = sendTime(rules, { zone, endedAt: visit.ended_at, now, hours });
  return {
    visit_id: visit.id,
    person_id: person.id,
    place_id: place.id,
    form_id: form.formId,
    form_version: form.version,
    kind: visit.form_kind,
    sector: place.sector,
    service_code: visit.service_code,
    send_at,
    expires_on: daysAfter(dayIn(zone, send_at), rules.valid_days),
    spent_on: null,
    weight_class: weightClassOf(inclusion),
    doctor_id: visit.doctor_id,
    remind_at: reminderTime(rules, zone, send_at),
    audience: visit.audience,
    channel: channelOf(person, round.today, rules.channels)!,
  };
}

function decisionsOf({ winner, among, refused }: Choice, visits: readonly VisitRow[]): Decided[] {
  const decided: Decided[] = refused.map(({ id, because }) => ({
    id,
    state: 'refused',
    because,
    inclusion: null,
  }));
  if (!winner) return decided;
  const { inclusion } = visits.find(({ id }) => id === winner.id)!;
  const share = (inclusion ?? 1) / among;
  return [...decided, { id: winner.id, state: 'invited', because: null, inclusion: share }];
}

/**
 * Decides about everybody in a batch: of the visits of one person at most one is asked about. Decision, invitation,
 * letter and touch are one transaction, under a lock of that person.
 * @returns how many people were looked at and how many are asked
 */
export async function planPeople(
  tx: Tx,
  limit: number,
): Promise<{ readonly looked: number; readonly invited: number }> {
  const people = await holdUndecided(tx, limit);
  if (people.length === 0) return { looked: 0, invited: 0 };
  const today = await todayOf(tx);
  const rules = await rulesOn(tx, today);
  const visits = await undecidedVisits(
    tx,
    people.map(({ id }) => id),
  );
  const placeIds = [...new Set(visits.map(({ place_id }) => place_id))];
  const places = await placesByIds(tx, placeIds);
  const forms = await formsOf(tx, visits, { today, places });
  const answers = await answersOf(tx, placeIds, daysAfter(today, -ANSWERS_days));
  const over = await overOf(tx, visits, people, { now: tx.now, rules, places });
  const round: Round = { today, now: tx.now, rules, places, forms, answers, over };
  const standings = await standingsOf(tx, people, today, rules.channels);
  const byPerson = Map.groupBy(visits, ({ person_id }) => person_id!);
  const decided: Decided[] = [];
  const invitations: NewInvitation[] = [];
  for (const person of people) {
    const own = byPerson.get(person.id) ?? [];
    const candidates = own.map((visit) => candidateOf(visit, round));
    const choice = choose(candidates, standings.get(person.id)!, rules, today);
    const made = decisionsOf(choice, own);
    decided.push(...made);
    const asked = made.find(({ state }) => state === 'invited');
    const visit = own.find(({ id }) => id === asked?.id);
    if (visit) invitations.push(invitationOf(visit, person, asked!.inclusion!, round));
  }
  await inviteMany(tx, invitations);
  await touchMany(
    tx,
    invitations.map(({ person_id }) => person_id),
    'invitation',
  );
  await decideVisits(tx, decided);
  return { looked: people.length, invited: invitations.length };
}
