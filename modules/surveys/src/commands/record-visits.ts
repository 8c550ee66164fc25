import { AppError, defineCommand, isAppError, jsonRows, validate } from '@otklik/kernel';
import { representationRules, todayOf } from '@otklik/registry';
import { checkAddresses } from '../addresses.ts';
import { visitEvent, type Outcome, type VisitEvent } from '../model/event.ts';
import { reportsVisits } from '../policy.ts';
import { recordMany } from '../record-many.ts';
import { recordVisits as input, VISITS_MAX } from '../schema.ts';
import { placeByCode, type Place } from '../store/places.ts';
import { ratesOn } from '../store/rates.ts';
import { rulesOn } from '../store/rules.ts';
import type { Report } from '../visit-facts.ts';

/** The row, or what of it is wrong, by names of fields. */
function readRow(row: unknown): VisitEvent | Outcome {
  try {
    const event = validate(visitEvent, row);
    for (const told of ['cabinetId' in event.contact ? {} : event.contact, event.parent ?? {}])
      checkAddresses(told);
    return event;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const issues = (error.data.issues ?? []) as readonly { readonly path: string }[];
    return { outcome: 'refused', code: 'invalid', fields: issues.map(({ path }) => path) };
  }
}

/** Places by code; those the sender may not report of are as unknown as those that are not there. */
function placesOf({ tx }: Report, mayReport: ReadonlySet<string> | null) {
  const known = new Map<string, Promise<Place | null>>();
  const find = async (code: string): Promise<Place | null> => {
    const place = await placeByCode(tx, code);
    return place && (!mayReport || mayReport.has(place.id)) ? place : null;
  };
  return (code: string): Promise<Place | null> => {
    const found = known.get(code) ?? find(code);
    known.set(code, found);
    return found;
  };
}

/** @throws AppError invalid-input with the place and code of every row that was refused */
function refuseAny(outcomes: readonly Outcome[]): void {
  const issues = outcomes.flatMap(({ outcome, code = 'invalid' }, at) =>
    outcome === 'refused' ? [{ path: `visits.${at}`, code }] : [],
  );
  if (issues.length > 0) throw new AppError('invalid-input', { issues: issues.slice(0, 50) });
}

/**
 * Takes visits that a system reports. Each row has its outcome, in the order of the rows: a bad one never stops a
 * good one, and the same report twice changes nothing. A whole report is taken whole or not at all.
 */
export const recordVisits = defineCommand({
  name: 'surveys.record-visits',
  input,
  policy: reportsVisits,
  async handle({ app, tx, subject: mayReport, input: { visits, whole } }) {
    const today = await todayOf(tx);
    const rules = await rulesOn(tx, today);
    const rates = await ratesOn(tx, today);
    const ages = await representationRules(tx);
    const report: Report = { tx, keys: app.ports.keys, rules, rates, ages, today };
    const rows = jsonRows(visits, VISITS_MAX).map(readRow);
    const outcomes = await recordMany(report, rows, placesOf(report, mayReport));
    if (whole) refuseAny(outcomes);
    return { outcomes };
  },
  audit: ({ output: { outcomes } }) => ({
    object: 'survey-visits',
    after: `taken ${outcomes.filter(({ outcome }) => outcome !== 'refused').length} of ${outcomes.length}`,
  }),
});
