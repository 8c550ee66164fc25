import type { Tx } from '@otklik/kernel';
import type { Form } from '@otklik/questionnaire';
import { formVersion } from '@otklik/survey-forms';
import { sql } from 'kysely';
import { scoresOf, type Scores } from '../model/scores.ts';
import { monthOfWeek } from '../model/windows.ts';
import type { AnswerRow } from './releasing.ts';
import {
  SCORE_VERSION,
  type PairTable,
  type ScoreMethod,
  type ScoreTable,
} from './score-tables.ts';
import { regionIn } from './tables.ts';

/** Modes of one sample, one instrument, filled in by oneself: only they say what goes together with what. */
const INVITED: readonly string[] = ['mail', 'cabinet'];
/** So many answers of a sector before it is told what goes together with what. */
const PAIRS_MIN = 300;

type Scored = Omit<ScoreTable, 'region_id' | 'method_version'>;
type Paired = Omit<PairTable, 'region_id'>;

/** Points of items and the composite of one answer, as rows that it moves. */
const partsOf = ({ points, composite }: Scores): [string, ScoreMethod, number][] => [
  ...[...points].map(([item, value]): [string, ScoreMethod, number] => [item, 'points', value]),
  ...(composite === null ? [] : [['', 'half-scale', composite] as [string, ScoreMethod, number]]),
];

function addScores(moved: Map<string, Scored>, row: AnswerRow, scores: Scores, sign: number): void {
  const month = monthOfWeek(row.window_start);
  const scopes = [
    ...(row.place_id ? [`place:${row.place_id}`] : []),
    ...(row.organisation_id ? [`organisation:${row.organisation_id}`] : []),
    `sector:${row.sector}`,
  ];
  const { form_id, mode, weight_class: w } = row;
  for (const scope of scopes)
    for (const form_version of [row.form_version, ''])
      for (const [item, method, value] of partsOf(scores)) {
        const key = [scope, form_id, form_version, mode, month, item].join('|');
        const none = { n: 0, weight: 0, weight_sq: 0, sum: 0, sum_sq: 0 };
        const at = { scope, form_id, form_version, mode, month, item, method };
        const known = moved.get(key) ?? { ...at, ...none };
        known.n += sign;
        known.weight += sign * w;
        known.weight_sq += sign * w * w;
        known.sum += sign * w * value;
        known.sum_sq += sign * w * value * value;
        moved.set(key, known);
      }
}

function addPairs(moved: Map<string, Paired>, row: AnswerRow, scores: Scores, sign: number): void {
  if (!INVITED.includes(row.mode)) return;
  const year = Number(row.window_start.slice(0, 4));
  const points = [...scores.points].toSorted(([a], [b]) => (a < b ? -1 : 1));
  points.forEach(([item_a, a], at) => {
    for (const [item_b, b] of points.slice(at)) {
      const key = [row.sector, row.form_id, year, item_a, item_b].join('|');
      const sums = { n: 0, sum_a: 0, sum_b: 0, sum_aa: 0, sum_bb: 0, sum_ab: 0 };
      const { sector, form_id } = row;
      const known = moved.get(key) ?? { sector, form_id, year, item_a, item_b, ...sums };
      known.n += sign;
      known.sum_a += sign * a;
      known.sum_b += sign * b;
      known.sum_aa += sign * a * a;
      known.sum_bb += sign * b * b;
      known.sum_ab += sign * a * b;
      moved.set(key, known);
    }
  });
}

/**
 * Adds answers to the true sums of scores, or with `-1` takes them out again; as the answers' role, in the
 * transaction that counts them.
 */
export async function countScores(
  tx: Tx,
  rows: readonly AnswerRow[],
  sign: 1 | -1 = 1,
): Promise<void> {
  const forms = new Map<string, Form>();
  const scores = new Map<string, Scored>();
  const pairs = new Map<string, Paired>();
  for (const row of rows) {
    const key = `${row.form_id}|${row.form_version}`;
    const form = forms.get(key) ?? (await formVersion(tx, row.form_id, row.form_version));
    forms.set(key, form);
    const own = scoresOf(form, row.items);
    addScores(scores, row, own, sign);
    addPairs(pairs, row, own, sign);
  }
  await writeScores(tx, [...scores.values()]);
  await writePairs(tx, [...pairs.values()]);
}

async function writeScores(tx: Tx, rows: readonly Scored[]): Promise<void> {
  await sql`
    insert into answer_scores as s (region_id, scope, form_id, form_version, mode, month, item, method,
      method_version, n, weight, weight_sq, sum, sum_sq, is_new)
    select ${regionIn(tx)}, scope, form_id, form_version, mode, month, item, method, ${SCORE_VERSION},
      n, weight, weight_sq, sum, sum_sq, true
    from json_to_recordset(${JSON.stringify(rows)}::json) as moved (scope text, form_id uuid, form_version text,
      mode text, month date, item text, method text, n int, weight int, weight_sq int,
      sum double precision, sum_sq double precision)
    on conflict (region_id, scope, form_id, form_version, mode, month, item, method) do update set
      n = s.n + excluded.n, weight = s.weight + excluded.weight, weight_sq = s.weight_sq + excluded.weight_sq,
      sum = s.sum + excluded.sum, sum_sq = s.sum_sq + excluded.sum_sq, is_new = true`.execute(
    tx.db,
  );
}

async function writePairs(tx: Tx, rows: readonly Paired[]): Promise<void> {
  await sql`
    insert into answer_pairs as p (region_id, sector, form_id, year, item_a, item_b, n, sum_a, sum_b, sum_aa,
      sum_bb, sum_ab, changed)
    select ${regionIn(tx)}, sector, form_id, year, item_a, item_b, n, sum_a, sum_b, sum_aa, sum_bb, sum_ab, abs(n)
    from json_to_recordset(${JSON.stringify(rows)}::json) as moved (sector text, form_id uuid, year int,
      item_a text, item_b text, n int, sum_a double precision, sum_b double precision, sum_aa double precision,
      sum_bb double precision, sum_ab double precision)
    on conflict (region_id, sector, form_id, year, item_a, item_b) do update set
      n = p.n + excluded.n, sum_a = p.sum_a + excluded.sum_a, sum_b = p.sum_b + excluded.sum_b,
      sum_aa = p.sum_aa + excluded.sum_aa, sum_bb = p.sum_bb + excluded.sum_bb,
      sum_ab = p.sum_ab + excluded.sum_ab, changed = p.changed + excluded.changed`.execute(tx.db);
}

/**
 * Shows sums of scores where the counts of their item are shown as they are, and of pairs where enough changed. A
 * sum that moved apart from its counts would tell, by their difference, of the answers between the two.
 */
export async function stepScores(tx: Tx, min: number): Promise<void> {
  await sql`
    with stepped as (
      update answer_scores as s set is_new = false from answer_counts c
      where s.region_id = ${regionIn(tx)} and s.is_new and c.region_id = s.region_id
        and (c.scope, c.form_id, c.form_version, c.mode, c.month, c.item)
          = (s.scope, s.form_id, s.form_version, s.mode, s.month, s.item)
        and c.code = '' and c.changed = 0
      returning s.scope, s.form_id, s.form_version, s.mode, s.month, s.item, s.method, s.method_version, s.n,
        s.weight, s.weight_sq, s.sum, s.sum_sq
    )
    insert into shown_scores (region_id, scope, form_id, form_version, mode, month, item, method, method_version,
      n, weight, weight_sq, sum, sum_sq)
    select ${regionIn(tx)}, stepped.* from stepped
    on conflict (region_id, scope, form_id, form_version, mode, month, item, method) do update set
      method_version = excluded.method_version, n = excluded.n, weight = excluded.weight,
      weight_sq = excluded.weight_sq, sum = excluded.sum, sum_sq = excluded.sum_sq`.execute(tx.db);
  await sql`
    with stepped as (
      update answer_pairs set changed = 0
      where region_id = ${regionIn(tx)} and changed >= ${min} and n >= ${PAIRS_MIN}
      returning sector, form_id, year, item_a, item_b, n, sum_a, sum_b, sum_aa, sum_bb, sum_ab
    )
    insert into shown_pairs (region_id, sector, form_id, year, item_a, item_b, n, sum_a, sum_b, sum_aa, sum_bb,
      sum_ab)
    select ${regionIn(tx)}, stepped.* from stepped
    on conflict (region_id, sector, form_id, year, item_a, item_b) do update set n = excluded.n,
      sum_a = excluded.sum_a, sum_b = excluded.sum_b, sum_aa = excluded.sum_aa, sum_bb = excluded.sum_bb,
      sum_ab = excluded.sum_ab`.execute(tx.db);
}
