import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { monthOfWeek } from '../model/windows.ts';
import type { AnswerRow } from './releasing.ts';
import { regionIn } from './tables.ts';

interface Moved {
  readonly scope: string;
  readonly form_id: string;
  readonly form_version: string;
  readonly mode: string;
  readonly month: string;
  readonly item: string;
  readonly code: string;
  n: number;
  weight: number;
}

/** Every count that one answer moves. Item and code empty: the answer; code empty: that the item was answered. */
function movedBy(row: AnswerRow): Omit<Moved, 'n' | 'weight'>[] {
  const scopes = [
    ...(row.place_id ? [`place:${row.place_id}`] : []),
    ...(row.organisation_id ? [`organisation:${row.organisation_id}`] : []),
    `sector:${row.sector}`,
  ];
  const month = monthOfWeek(row.window_start);
  const cells: (readonly [string, string])[] = [
    ['', ''],
    ...Object.entries(row.items).flatMap(([item, codes]) => [
      [item, ''] as const,
      ...[...new Set(codes)].map((code) => [item, code] as const),
    ]),
  ];
  return scopes.flatMap((scope) =>
    [row.form_version, ''].flatMap((form_version) =>
      cells.map(([item, code]) => ({
        scope,
        form_id: row.form_id,
        form_version,
        mode: row.mode,
        month,
        item,
        code,
      })),
    ),
  );
}

/** Adds released answers to the true counts. */
export async function countAnswers(tx: Tx, rows: readonly AnswerRow[]): Promise<void> {
  const moved = new Map<string, Moved>();
  for (const row of rows)
    for (const cell of movedBy(row)) {
      const key = JSON.stringify(Object.values(cell));
      const known = moved.get(key) ?? { ...cell, n: 0, weight: 0 };
      known.n += 1;
      known.weight += row.weight_class;
      moved.set(key, known);
    }
  await sql`
    insert into answer_counts as c
      (region_id, scope, form_id, form_version, mode, month, item, code, n, weight, changed)
    select ${regionIn(tx)}, scope, form_id, form_version, mode, month, item, code, n, weight, n
    from json_to_recordset(${JSON.stringify([...moved.values()])}::json) as moved
      (scope text, form_id uuid, form_version text, mode text, month date, item text, code text, n int, weight int)
    on conflict (region_id, scope, form_id, form_version, mode, month, item, code) do update
      set n = c.n + excluded.n, weight = c.weight + excluded.weight, changed = c.changed + excluded.changed`.execute(
    tx.db,
  );
}

/**
 * Shows what may be shown: an item's codes move together, and only when at least `min` answers to it changed since
 * they moved last. So the difference of two looks is a group.
 */
export async function stepShown(tx: Tx, min: number): Promise<void> {
  await sql`
    with ready as (
      select scope, form_id, form_version, mode, month, item from answer_counts
      where region_id = ${regionIn(tx)} and code = '' and changed >= ${min}
    ), stepped as (
      update answer_counts as c set changed = 0 from ready r
      where c.region_id = ${regionIn(tx)} and (c.scope, c.form_id, c.form_version, c.mode, c.month, c.item)
        = (r.scope, r.form_id, r.form_version, r.mode, r.month, r.item)
      returning c.scope, c.form_id, c.form_version, c.mode, c.month, c.item, c.code, c.n, c.weight
    )
    insert into shown_counts (region_id, scope, form_id, form_version, mode, month, item, code, n, weight)
    select ${regionIn(tx)}, stepped.* from stepped
    on conflict (region_id, scope, form_id, form_version, mode, month, item, code) do update
      set n = excluded.n, weight = excluded.weight`.execute(tx.db);
}
