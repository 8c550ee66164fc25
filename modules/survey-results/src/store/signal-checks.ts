import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export const FOUND = ['explained', 'to-look-at', 'fault'] as const;
export type Found = (typeof FOUND)[number];

declare module '@otklik/db' {
  interface Tables {
    survey_signal_checks: {
      region_id: string;
      signal: string;
      place_id: string;
      found: Found;
      words: string;
      checked_by: string;
      checked_on: string;
    };
  }
}

export interface Check {
  readonly signal: string;
  readonly placeId: string;
  readonly found: Found;
  readonly words: string;
  readonly checkedOn: string;
}

/** What was found of these signals. */
export async function checksOf(tx: Tx, signals: readonly string[]): Promise<Map<string, Check>> {
  const rows = await tx.db
    .selectFrom('survey_signal_checks')
    .select(['signal', 'place_id as placeId', 'found', 'words', 'checked_on as checkedOn'])
    .where('region_id', '=', regionIn(tx))
    .where('signal', '=', sql<string>`any(${[...signals]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.signal, row]));
}

/** The last word counts. */
export async function putCheck(tx: Tx, by: string, check: Check): Promise<void> {
  const { signal, placeId: place_id, found, words, checkedOn: checked_on } = check;
  const row = { place_id, found, words, checked_by: by, checked_on };
  await tx.db
    .insertInto('survey_signal_checks')
    .values({ region_id: regionIn(tx), signal, ...row })
    .onConflict((on) => on.columns(['region_id', 'signal']).doUpdateSet(row))
    .execute();
}
