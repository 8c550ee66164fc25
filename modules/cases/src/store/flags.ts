import type { Tx } from '@otklik/kernel';
import { dangerIn } from '../model/danger.ts';
import { personalIn } from '../model/personal-data.ts';
import { regionId } from './cases.ts';
import type { CaseFlagTable } from './tables.ts';

export type FlagPlace = CaseFlagTable['place'];

/** Why words are flagged: kinds of personal data, and `danger`. */
export const flagsIn = (texts: readonly (string | null | undefined)[]): string[] => {
  const kinds = texts.flatMap((text) => personalIn(text ?? '').map(({ type }) => type as string));
  return [...new Set([...(dangerIn(...texts).length > 0 ? ['danger'] : []), ...kinds])];
};

/** Keeps why the words that wait are flagged; the words before them are forgotten. Kinds, never words. */
export async function putFlags(
  tx: Tx,
  caseId: string,
  place: FlagPlace,
  texts: readonly (string | null | undefined)[],
): Promise<void> {
  const kinds = flagsIn(texts);
  await tx.db
    .insertInto('case_flags')
    .values({ region_id: regionId(tx), case_id: caseId, place, kinds })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'case_id', 'place']).doUpdateSet({ kinds }),
    )
    .execute();
}

/** Why the words that wait in one place of these cases are flagged, by case. */
export async function flagsAt(
  tx: Tx,
  place: FlagPlace,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (caseIds.length === 0) return new Map();
  const found = await tx.db
    .selectFrom('case_flags')
    .select(['case_id', 'kinds'])
    .where('region_id', '=', regionId(tx))
    .where('place', '=', place)
    .where('case_id', 'in', caseIds)
    .execute();
  return new Map(found.map(({ case_id, kinds }) => [case_id, kinds]));
}

/** What waits in a case in this state: its flags are told, others are of words that went out. */
const PLACE_OF: Readonly<Record<string, FlagPlace>> = {
  submitted: 'story',
  appealed: 'story',
  danger: 'story',
  'answer-draft': 'answer',
  'in-work': 'proposal',
  planned: 'proposal',
};

export const placeOfFlags = (state: string): FlagPlace | undefined => PLACE_OF[state];

/** Why the words that wait in these cases are flagged, by case. */
export async function flagsOf(
  tx: Tx,
  rows: readonly {
    readonly id: string;
    readonly state: string;
    readonly proposal: string | null;
  }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const places = new Map(
    rows
      .filter(({ state, proposal }) => PLACE_OF[state] !== 'proposal' || proposal !== null)
      .map(({ id, state }) => [id, PLACE_OF[state]]),
  );
  if (places.size === 0) return new Map();
  const found = await tx.db
    .selectFrom('case_flags')
    .select(['case_id', 'place', 'kinds'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', [...places.keys()])
    .execute();
  return new Map(
    found
      .filter(({ case_id, place }) => places.get(case_id) === place)
      .map(({ case_id, kinds }) => [case_id, kinds]),
  );
}
