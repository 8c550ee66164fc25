import type { Tx } from '@otklik/kernel';
import { dayIn } from '@otklik/registry';
import { formFor, type FormKind } from '@otklik/survey-forms';
import { sql } from 'kysely';
import type { SurveyRules } from './model/rules.ts';
import { daysAfter, sendTime } from './model/send-time.ts';
import { weightClassOf } from './model/states.ts';
import { invite } from './store/invitations.ts';
import { placeById } from './store/places.ts';
import { regionIn } from './store/tables.ts';
import { touch } from './store/touches.ts';
import { changeVisit, type VisitRow } from './store/visits.ts';

/** Whether somebody may be written to now. Holds their row: of two visits at once one is asked about. */
async function mayAsk(
  tx: Tx,
  personId: string,
  rules: SurveyRules,
  today: string,
): Promise<boolean> {
  const person = await tx.db
    .selectFrom('survey_people')
    .select(['stopped_on', 'suppressed_on', 'soft_until'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  if (!person || person.stopped_on || person.suppressed_on) return false;
  if (person.soft_until && person.soft_until >= today) return false;
  const { rows } = await sql<{ last: string | null; year: number }>`
    select max(on_day) as last,
      coalesce(sum(n) filter (where kind <> 'reminder' and on_day > ${daysAfter(today, -365)}), 0)::int as year
    from survey_touches where region_id = ${regionIn(tx)} and person_id = ${personId}`.execute(
    tx.db,
  );
  const { last, year } = rows[0]!;
  const isRested = last === null || last <= daysAfter(today, -rules.fatigue_days);
  return isRested && year < rules.year_max;
}

/** Decides about one visit, and writes invitation, letter and touch in the same transaction. @returns whether asked */
export async function planVisit(
  tx: Tx,
  visit: VisitRow,
  { rules, today }: { readonly rules: SurveyRules; readonly today: string },
): Promise<boolean> {
  const { person_id: personId } = visit;
  const place = await placeById(tx, visit.place_id);
  const kind = visit.form_kind as FormKind;
  const form =
    place && (await formFor(tx, { kind, sector: place.sector, audience: 'adult' }, today));
  if (!personId || !place || !form || !(await mayAsk(tx, personId, rules, today))) {
    await changeVisit(tx, visit.id, { state: 'counted', person_id: null });
    return false;
  }
  const send_at = sendTime(rules, { zone: place.zone, endedAt: visit.ended_at, now: tx.now });
  await invite(tx, {
    visit_id: visit.id,
    person_id: personId,
    place_id: place.id,
    form_id: form.formId,
    form_version: form.version,
    kind,
    sector: place.sector,
    service_code: visit.service_code,
    send_at,
    expires_on: daysAfter(dayIn(place.zone, send_at), rules.valid_days),
    spent_on: null,
    weight_class: weightClassOf(visit.inclusion ?? 1),
    doctor_id: visit.doctor_id,
  });
  await touch(tx, personId, 'invitation');
  await changeVisit(tx, visit.id, { state: 'invited' });
  return true;
}
