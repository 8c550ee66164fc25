import type { Tx } from '@otklik/kernel';
import type { Calibration } from '@otklik/waits';
import { regionId } from './sources.ts';

/** A tenth of chance: how many forecasts stood in it, what they said, how many came true. */
export type CheckRow = readonly [n: number, chance: number, share: number];

export interface OddsCheck {
  readonly day: string;
  readonly forecasts: number;
  readonly rows: readonly CheckRow[];
  readonly brier: number;
  readonly brier_of_share: number;
  readonly error: number;
}

export async function keepCheck(tx: Tx, specialty: string, day: string, found: Calibration) {
  const rows = found.rows.flatMap(({ n, meanChance, happenedShare }) =>
    n === 0 ? [] : [[n, meanChance!, happenedShare!] as const],
  );
  const told = {
    forecasts: found.n,
    rows: JSON.stringify(rows),
    brier: found.brier!,
    brier_of_share: found.brierOfShare!,
    error: found.error!,
  };
  await tx.db
    .insertInto('access_odds_checks')
    .values({ region_id: regionId(tx), specialty, day, ...told })
    .onConflict((on) => on.columns(['region_id', 'specialty', 'day']).doUpdateSet(told))
    .execute();
}

/** The newest check of a specialty; null: no chance was ever judged. */
export async function lastCheck(tx: Tx, specialty: string): Promise<OddsCheck | null> {
  const found = await tx.db
    .selectFrom('access_odds_checks')
    .select(['day', 'forecasts', 'rows', 'brier', 'brier_of_share', 'error'])
    .where('region_id', '=', regionId(tx))
    .where('specialty', '=', specialty)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

/** Up to which local day releases were summed up; null: none yet. */
export async function rolledUntil(tx: Tx): Promise<string | null> {
  const row = await tx.db
    .selectFrom('access_rolled')
    .select('releases_until')
    .where('region_id', '=', regionId(tx))
    .executeTakeFirst();
  return row?.releases_until ?? null;
}

export async function setRolledUntil(tx: Tx, day: string): Promise<void> {
  await tx.db
    .insertInto('access_rolled')
    .values({ region_id: regionId(tx), until: tx.now, releases_until: day })
    .onConflict((on) => on.column('region_id').doUpdateSet({ releases_until: day }))
    .execute();
}
