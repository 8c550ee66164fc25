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
 * Shows what may be shown. The figures of one version at one place move by themselves: an item's codes together, and
 * only when at least `min` answers to it changed since. Every figure above them is the sum of what is shown below and
 * nothing else, so no difference of two figures, of two looks or of a whole and its parts is less than such a group.
 * `changed` of a sum says how far it is behind the truth.
 */
export async function stepShown(tx: Tx, min: number): Promise<void> {
  const region = regionIn(tx);
  await sql`
    with ready as (
      select scope, form_id, form_version, mode, month, item from answer_counts
      where region_id = ${region} and code = '' and changed >= ${min}
        and form_version <> '' and scope like 'place:%'
    ), stepped as (
      update answer_counts as c set changed = 0 from ready r
      where c.region_id = ${region} and (c.scope, c.form_id, c.form_version, c.mode, c.month, c.item)
        = (r.scope, r.form_id, r.form_version, r.mode, r.month, r.item)
      returning c.scope, c.form_id, c.form_version, c.mode, c.month, c.item, c.code, c.n, c.weight
    ), moved as (
      select s.*, s.n - coalesce(o.n, 0) as more, s.weight - coalesce(o.weight, 0) as heavier
      from stepped s left join shown_counts o on o.region_id = ${region}
        and (o.scope, o.form_id, o.form_version, o.mode, o.month, o.item, o.code)
          = (s.scope, s.form_id, s.form_version, s.mode, s.month, s.item, s.code)
    ), above as (
      select m.*, unnest(array[m.scope, 'organisation:' || p.organisation_id, 'sector:' || p.sector]) as of
      from moved m join survey_places p on p.region_id = ${region} and 'place:' || p.id = m.scope
    ), shown as (
      insert into shown_counts as old
        (region_id, scope, form_id, form_version, mode, month, item, code, n, weight)
      select ${region}, of, form_id, v.version, mode, month, item, code, sum(more), sum(heavier)
      from above cross join lateral (values (form_version), ('')) as v (version)
      where of is not null
      group by of, form_id, v.version, mode, month, item, code
      on conflict (region_id, scope, form_id, form_version, mode, month, item, code) do update
        set n = old.n + excluded.n, weight = old.weight + excluded.weight
      returning old.scope, old.form_id, old.form_version, old.mode, old.month, old.item, old.code, old.n
    )
    update answer_counts as c set changed = c.n - shown.n from shown
    where c.region_id = ${region} and not (c.form_version <> '' and c.scope like 'place:%')
      and (c.scope, c.form_id, c.form_version, c.mode, c.month, c.item, c.code)
        = (shown.scope, shown.form_id, shown.form_version, shown.mode, shown.month, shown.item, shown.code)`.execute(
    tx.db,
  );
}
