import { defineCommand, isAppError, jsonRows, type Tx, validate } from '@otklik/kernel';
import { representationRules, todayOf } from '@otklik/registry';
import { checkAddresses } from '../addresses.ts';
import { attachedPerson, type AttachedOutcome, type AttachedPerson } from '../model/attached.ts';
import { whoseOf, type AgeRules } from '../model/whose.ts';
import { reportsVisits } from '../policy.ts';
import { recordAttached as input, VISITS_MAX } from '../schema.ts';
import { reachAll } from '../store/addresses.ts';
import { dropAttached, putAttached } from '../store/attached.ts';
import { placeByCode, type Place } from '../store/places.ts';
import { rulesOn } from '../store/rules.ts';

const refused = (code: AttachedOutcome['code']): AttachedOutcome => ({
  outcome: 'refused',
  ...(code ? { code } : {}),
});

function readRow(row: unknown): AttachedPerson | AttachedOutcome {
  try {
    const person = validate(attachedPerson, row);
    for (const told of [person.contact, person.parent ?? {}]) checkAddresses(told);
    return person;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const issues = (error.data.issues ?? []) as readonly { readonly path: string }[];
    return { ...refused('invalid'), fields: issues.map(({ path }) => path) };
  }
}

interface List {
  readonly tx: Tx;
  readonly keyOf: (person: AttachedPerson) => string;
  readonly ages: AgeRules;
  readonly mayReport: ReadonlySet<string> | null;
}

async function take(list: List, person: AttachedPerson): Promise<AttachedOutcome> {
  const { tx, ages, mayReport } = list;
  const place: Place | null = await placeByCode(tx, person.unit);
  if (!place || (mayReport && !mayReport.has(place.id))) return refused('unknown-place');
  const attached_key = list.keyOf(person);
  if (person.status === 'left') {
    await dropAttached(tx, attached_key);
    return { outcome: 'left' };
  }
  if (person.lastVisitOn && person.lastVisitOn > ages.day) return refused('future');
  const whose = whoseOf(person, ages);
  if ('refused' in whose) return refused(whose.refused);
  const { language: locale, timeZone: zone, prefers } = person;
  const [person_id] = await reachAll(tx, [{ contact: whose.contact, locale, zone, prefers }]);
  const isNew = await putAttached(tx, {
    attached_key,
    place_id: place.id,
    person_id: person_id!,
    audience: whose.audience,
    last_visit_month: person.lastVisitOn ? `${person.lastVisitOn.slice(0, 7)}-01` : null,
    listed_on: ages.day,
  });
  return { outcome: isNew ? 'new' : 'known' };
}

/**
 * Takes a list of attached people, or changes of one: of those who had no visit some are asked whether they could get
 * in. Each row has its outcome, in the order of the rows; the same list again says that they still are.
 */
export const recordAttached = defineCommand({
  name: 'surveys.record-attached',
  input,
  policy: reportsVisits,
  async handle({ app, tx, subject: mayReport, input: { people } }) {
    const today = await todayOf(tx);
    const { child_age: childAge } = await rulesOn(tx, today);
    const { keys } = app.ports;
    const list: List = {
      tx,
      mayReport,
      ages: { rules: await representationRules(tx), day: today, childAge },
      keyOf: ({ sourceSystem, personId }) =>
        keys.hash('attached', JSON.stringify([sourceSystem, personId])),
    };
    const outcomes: AttachedOutcome[] = [];
    for (const row of jsonRows(people, VISITS_MAX).map(readRow))
      outcomes.push('outcome' in row ? row : await take(list, row));
    return { outcomes };
  },
  audit: ({ output: { outcomes } }) => ({
    object: 'survey-attached',
    after: `taken ${outcomes.filter(({ outcome }) => outcome !== 'refused').length} of ${outcomes.length}`,
  }),
});
