import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { houseOf, streetOf, type House, type Street } from '../model/address.ts';
import { admissionOf, type Admission } from '../model/admission.ts';
import { strengthOf } from '../model/houses.ts';
import { anybody } from '../policy.ts';
import { findClinic as input } from '../schema.ts';
import { admissionsOn } from '../store/admissions.ts';
import { hasCatchments, streetsWith, type CatchmentRow } from '../store/catchments.ts';
import { clinicNames, type NamedClinic } from '../store/clinics.ts';
import { regionNames } from '../store/region.ts';

/** `no-data`: the region gave no houses at all. `which-street`, `which-building`: several, and they differ. */
export type FindOutcome =
  | 'found'
  | 'no-data'
  | 'no-house'
  | 'unknown-street'
  | 'unknown-house'
  | 'which-street'
  | 'which-building';

export interface ClinicForAddress extends NamedClinic {
  readonly admission: Admission;
}
export interface FoundForAddress {
  readonly outcome: FindOutcome;
  readonly clinics: readonly ClinicForAddress[];
  /** Streets to choose from: those that are meant, or those that sound alike. */
  readonly streets: readonly { readonly town: string; readonly street: string }[];
  /** Buildings of that number that the region names. */
  readonly buildings: readonly string[];
}

const SUGGESTED_max = 8;
const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, at) => word === b[at]);
const nothing = { clinics: [], streets: [], buildings: [] };

/**
 * The clinic to which a house belongs, as the region said. The address is nowhere kept.
 */
export const findClinic = defineQuery({
  name: 'attachment.find-clinic',
  input,
  policy: anybody,
  async handle({ tx, input: { ages, town, street, house } }): Promise<FoundForAddress> {
    const day = await todayOf(tx);
    if (!(await hasCatchments(tx, day, ages))) return { outcome: 'no-data', ...nothing };
    const asked = houseOf(house);
    if (!asked) return { outcome: 'no-house', ...nothing };
    const region = await regionNames(tx);
    const wanted = withoutRegion(streetOf(street), region.name_ru);
    const inTown = ({ town: of }: CatchmentRow): boolean =>
      town === '' || same(streetOf(of).words, streetOf(town).words);
    const fits = (row: CatchmentRow): boolean =>
      same(row.street_words, wanted.words) &&
      (!wanted.kind || !row.street_kind || row.street_kind === wanted.kind);
    const found = await streetsWith(tx, { words: wanted.words, day, ages, all: true });
    const rows = found.filter((row) => inTown(row) && fits(row));
    if (rows.length === 0) {
      const alike = await streetsWith(tx, { words: wanted.words, day, ages, all: false });
      return {
        outcome: 'unknown-street',
        ...nothing,
        streets: namesOf(alike).slice(0, SUGGESTED_max),
      };
    }
    // Each street by itself: a sure rule of one town says nothing of a house in another.
    const each = streetsAmong(rows).map((own) => ({ own, winners: surest(own, asked) }));
    const possible = each.filter(({ winners }) => winners.length > 0);
    if (possible.length === 0) return { outcome: 'unknown-house', ...nothing };
    const winners = possible.flatMap((one) => one.winners);
    const ids = [...new Set(winners.map(({ row }) => row.clinic_id))];
    if (ids.length > 1 && possible.length > 1)
      return {
        outcome: 'which-street',
        ...nothing,
        streets: possible.flatMap(({ own }) => nameOf(own)),
      };
    if (ids.length > 1 && winners.every(({ strength }) => strength < 1))
      return {
        outcome: 'which-building',
        ...nothing,
        buildings: winners.flatMap(({ rule }) =>
          'number' in rule ? [`${rule.number}${rule.rest}`] : [],
        ),
      };
    const names = await clinicNames(tx, ids, day);
    const facts = await admissionsOn(tx, day, ages, ids);
    const clinics = names.map((one) => ({
      ...one,
      admission: admissionOf(facts.get(one.id), { today: day, isMine: false }),
    }));
    return clinics.length === 0
      ? { outcome: 'unknown-house', ...nothing }
      : { outcome: 'found', ...nothing, clinics };
  },
});

/** «Москва, Азовская улица»: the region's own name says nothing of the street. */
function withoutRegion({ words, kind }: Street, name: string): Street {
  const region = new Set(streetOf(name).words);
  const rest = words.filter((word) => !region.has(word));
  return { words: rest.length === 0 ? words : rest, kind };
}

/** Rows of one town are one street, unless they tell of several kinds: a row without a kind may be of each. */
function streetsAmong(rows: readonly CatchmentRow[]): CatchmentRow[][] {
  const towns = Map.groupBy(rows, ({ town }) => streetOf(town).words.join(' '));
  return [...towns.values()].flatMap((own) => {
    const kinds = new Set(own.flatMap(({ street_kind }) => street_kind ?? []));
    if (kinds.size < 2) return [own];
    return [...kinds].map((kind) => own.filter((row) => (row.street_kind ?? kind) === kind));
  });
}

/** The rules that mean a house most surely, of one street. */
function surest(rows: readonly CatchmentRow[], house: House) {
  const judged = rows.flatMap((row) =>
    row.houses.map((rule) => ({ row, rule, strength: strengthOf(rule, house) })),
  );
  const best = Math.max(0, ...judged.map(({ strength }) => strength));
  return judged.filter(({ strength }) => strength > 0 && strength === best);
}

/** A street's name as a row writes it that tells its kind. */
const nameOf = (rows: readonly CatchmentRow[]) =>
  namesOf(rows.filter(({ street_kind }) => street_kind !== null).concat(rows)).slice(0, 1);

/** Each street once, however its rows write it. */
function namesOf(rows: readonly CatchmentRow[]) {
  const names = new Map(
    rows.map(({ town, street, street_words, street_kind }) => {
      const key = JSON.stringify([streetOf(town).words, street_words, street_kind]);
      return [key, { town, street }] as const;
    }),
  );
  return [...names.values()];
}
