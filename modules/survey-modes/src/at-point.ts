import { AppError, newSecret, type App, type Tx } from '@otklik/kernel';
import { fieldsToResponse, judge, viewForm, type Form } from '@otklik/questionnaire';
import { todayOf } from '@otklik/registry';
import { hashesOf, isTaken, receiptOf, takeAnswer } from '@otklik/survey-answers';
import { formFor, formVersion, type FormRef } from '@otklik/survey-forms';
import { placeById, type Place } from '@otklik/surveys';
import { sql } from 'kysely';
import type { Point } from './store/points.ts';
import { regionIn } from './store/tables.ts';

export type Fields = readonly (readonly [string, string])[];

interface Open {
  readonly point: Point;
  readonly place: Place;
  readonly ref: FormRef;
  readonly form: Form;
  readonly day: string;
}

/** The form that is open to everybody in a sector today. @throws AppError unknown-reference */
export async function openFormFor(tx: Tx, sector: string, day: string): Promise<FormRef> {
  const ref = await formFor(tx, { kind: 'open', sector, audience: 'adult' }, day);
  if (!ref) throw new AppError('unknown-reference', { what: 'open-form' });
  return ref;
}

/**
 * What an open point asks. Unknown ones do not exist; a closed one says that it is.
 * @throws AppError not-found, link-expired { reason: 'over' }
 */
export async function openAt(tx: Tx, point: Point | undefined): Promise<Open> {
  if (!point || point.state === 'asked') throw new AppError('not-found');
  const day = await todayOf(tx);
  const isOver = point.state === 'closed' || (point.valid_to !== null && point.valid_to < day);
  if (isOver) throw new AppError('link-expired', { reason: 'over' });
  const place = (await placeById(tx, point.place_id))!;
  const ref = await openFormFor(tx, place.sector, day);
  return { point, place, ref, form: await formVersion(tx, ref.formId, ref.version), day };
}

const all = (form: Form): string[] =>
  form.items.flatMap(({ linkId }) => (linkId === null ? [] : [linkId]));

/** Fields of one page with the whole form as items of a response. */
export const itemsOf = (form: Form, fields: Fields) =>
  fieldsToResponse(
    form,
    fields.map(([name, value]): [string, string] => [name, value]),
    {},
    { step: all(form) },
  );

/** The whole form on one page, with what was typed on it and, once something was, what is wrong. */
export function shownAt({ place, form }: Open, locale: 'ru' | 'en', fields?: Fields) {
  const items = fields ? itemsOf(form, fields) : [];
  const whole = { resourceType: 'QuestionnaireResponse', status: 'completed', item: items };
  const faults = fields
    ? judge(form, whole).findings.filter(
        ({ level, rule }) => level === 'error' && rule !== 'notEnabled',
      )
    : [];
  return {
    place: { nameRu: place.name_ru, nameEn: place.name_en },
    view: viewForm(form, whole, locale),
    faults: faults.map(({ rule, linkId }) => ({ rule, linkId })),
    isEmpty: items.length === 0,
    /** For the hidden field: the same form sent twice is one answer. */
    nonce: newSecret(),
  };
}

/**
 * Puts an answer given without an invitation among those that wait. It weighs one, is of no doctor and of no
 * person; the same form sent again gives the same receipt and no second answer.
 * @throws AppError invalid-input (`nothing-answered` for an empty form), unavailable
 */
export async function takeAt(
  { app, tx }: { readonly app: App; readonly tx: Tx },
  { point, place, ref, form, day }: Open,
  { fields, nonce }: { readonly fields: Fields; readonly nonce: string },
): Promise<{ readonly receipt: string; readonly again: boolean }> {
  const { keys } = app.ports;
  const item = itemsOf(form, fields);
  if (item.length === 0) throw new AppError('invalid-input', { reason: 'nothing-answered' });
  const receipt = receiptOf(keys, `point:${point.id}`, nonce);
  // Of the same form sent twice at once the second waits here, and then finds the first.
  const { check } = hashesOf(keys, receipt);
  await sql`select pg_advisory_xact_lock(hashtext(${`${regionIn(tx)}|${check}`}))`.execute(tx.db);
  if (await isTaken(app, tx, receipt)) return { receipt, again: true };
  await takeAnswer(tx, keys, {
    form: { id: ref.formId, version: ref.version, definition: form },
    response: { item },
    placeId: place.id,
    mode: point.kind,
    weightClass: 1,
    day,
    doctorId: null,
    receipt,
  });
  return { receipt, again: false };
}
