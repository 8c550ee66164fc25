import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { regionScope, type Tx } from '@otklik/kernel';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import {
  deltasWaiting,
  foldDeltas,
  readTallies,
  type PlaceKind,
  type Tally,
} from '../src/store/tallies.ts';

const house = useInstallation();
const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(regionScope(REGION), work, { now: house.it.clock.now() });

const STATES = [
  'submitted',
  'in-work',
  'answer-draft',
  'answered',
  'confirmed',
  'silent',
  'withdrawn',
  'rejected',
];
const act = fc.record({
  which: fc.nat(7),
  state: fc.constantFrom(...STATES),
  clinic: fc.nat(2),
  subject: fc.constantFrom('a', 'b'),
  published: fc.option(fc.constantFrom('2026-01-31T21:30:00Z', '2026-03-02T07:00:00Z')),
  answered: fc.boolean(),
  late: fc.boolean(),
  clinicLate: fc.boolean(),
  again: fc.option(fc.nat(3)),
  reason: fc.option(fc.constantFrom('insult', 'no-facts')),
  days: fc.option(fc.nat(30)),
  interim: fc.option(fc.constantFrom('in-time', 'last-day', 'late')),
});
const step = fc.oneof(
  { weight: 8, arbitrary: act },
  { weight: 1, arbitrary: fc.constant('fold' as const) },
  { weight: 1, arbitrary: fc.constant('delete' as const) },
);

/** The same counts, taken from the cases themselves. */
const plain = async (tx: Tx, place: PlaceKind, bySubject: boolean): Promise<Tally[]> => {
  const column = {
    region: `''`,
    okrug: 'okrug_id',
    district: 'district_id',
    clinic: 'clinic_id::text',
  };
  const { rows } = await sql<Tally>`
    select ${sql.raw(column[place])} as place, ${bySubject ? sql`subject_code` : sql`''`} as subject,
      date_trunc('month', coalesce(published_at, closed_at) at time zone zone)::date as month, measure, value, timing,
      count(*)::int as n
    from (
      select *, 'state' as measure, state as value, case
        when due_stage = 'reply' then case when overdue_noted then 'late' else 'in-time' end
        when due_stage is not null then case when clinic_late then 'late' else 'in-time' end
        else case reply_timing when 'late' then 'late' when 'last-day' then 'in-time'
          when 'in-time' then 'in-time' else 'none' end end as timing from cases
      union all
      select *, 'reply', reply_days::text, coalesce(reply_timing, 'none') from cases where reply_days is not null
      union all
      select *, 'interim', 'first', interim_timing from cases where interim_timing is not null
      union all
      select *, 'again', again_days::text, coalesce(again_timing, 'none') from cases where again_days is not null
      union all
      select *, 'refused', case state when 'rejected' then coalesce(refusal_reason, 'other') else state end, 'none'
      from cases where published_at is null and closed_at is not null and state in ('rejected', 'withdrawn')
      union all
      select *, 'waiting', (published_at at time zone zone)::date::text, 'none' from cases
      where answered_at is null and closed_at is null
    ) counted
    where (published_at is not null) = (measure <> 'refused') and ${sql.raw(column[place])} is not null
    group by 1, 2, 3, 4, 5, 6`.execute(tx.db);
  return rows;
};

const ordered = (tallies: readonly Tally[]): string[] =>
  tallies.map((tally) => JSON.stringify(tally, Object.keys(tally).toSorted())).toSorted();

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** A case is opened or changed, all of them are moved at once, one goes, or changes are folded. */
async function apply(
  tx: Tx,
  one: Act | 'fold' | 'delete',
  clinics: readonly { id: string }[],
): Promise<void> {
  if (one === 'fold') {
    await foldDeltas(tx, 2);
    return;
  }
  if (one === 'delete') {
    await sql`delete from cases where id = (select id from cases order by id limit 1)`.execute(
      tx.db,
    );
    return;
  }
  const id = `00000000-0000-7000-8000-00000000000${one.which}`;
  const is_open = ['in-work', 'answer-draft', 'answered', 'submitted'].includes(one.state);
  const row = {
    state: one.state,
    subject_code: one.subject,
    clinic_id: clinics[one.clinic]!.id,
    district_id: one.clinic === 0 ? null : `d${one.clinic}`,
    okrug_id: one.clinic === 0 ? null : 'o',
    published_at: one.published,
    answered_at: one.answered ? '2026-03-05T07:00:00Z' : null,
    closed_at: is_open ? null : '2026-03-09T07:00:00Z',
    due_stage: is_open ? (one.state === 'in-work' ? 'reply' : 'reply-moderation') : null,
    clinic_late: one.clinicLate,
    again_days: one.again,
    again_timing: one.again === null ? null : one.late ? 'late' : 'in-time',
    refusal_reason: one.state === 'rejected' ? one.reason : null,
    overdue_noted: one.late,
    reply_days: one.answered ? one.days : null,
    reply_timing: one.answered ? (one.late ? 'late' : 'last-day') : null,
    interim_timing: one.interim,
  };
  await sql`insert into cases (region_id, id, number, kind, path, state, state_since, version, subject_code,
      subject_ru, subject_en, clinic_id, district_id, okrug_id, zone, terms, data_key_id, opened_at,
      published_at, answered_at, closed_at, due_stage, overdue_noted, reply_days, reply_timing,
      interim_timing, clinic_late, again_days, again_timing, refusal_reason)
    values (${REGION}, ${id}, ${id}, 'test', '', ${row.state}, now(), 1, ${row.subject_code}, '', '',
      ${row.clinic_id}, ${row.district_id}, ${row.okrug_id}, 'Europe/Moscow', '{}', ${id}, now(),
      ${row.published_at}, ${row.answered_at}, ${row.closed_at}, ${row.due_stage}, ${row.overdue_noted},
      ${row.reply_days}, ${row.reply_timing}, ${row.interim_timing}, ${row.clinic_late},
      ${row.again_days}, ${row.again_timing}, ${row.refusal_reason})
    on conflict (region_id, id) do update set state = excluded.state, subject_code = excluded.subject_code,
      clinic_id = excluded.clinic_id, district_id = excluded.district_id, okrug_id = excluded.okrug_id,
      published_at = excluded.published_at, answered_at = excluded.answered_at,
      closed_at = excluded.closed_at, due_stage = excluded.due_stage,
      overdue_noted = excluded.overdue_noted, reply_days = excluded.reply_days,
      reply_timing = excluded.reply_timing, interim_timing = excluded.interim_timing,
      clinic_late = excluded.clinic_late, again_days = excluded.again_days,
      again_timing = excluded.again_timing, refusal_reason = excluded.refusal_reason`.execute(
    tx.db,
  );
}

describe('tallies', () => {
  test('agree with a plain count after any changes and foldings', async () => {
    const clinics = await inRegion((tx) =>
      tx.db.selectFrom('clinics').select('id').orderBy('id').limit(3).execute(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await inRegion(async (tx) => {
          for (const one of steps) await apply(tx, one, clinics);
          await agree(tx);
          while ((await foldDeltas(tx, 3)) > 0);
          expect(await deltasWaiting(tx, 10)).toBe(0);
          await agree(tx);
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_tallies
            where n <= 0`.execute(tx.db);
          expect(rows[0]!.n).toBe(0);
          await sql`delete from cases`.execute(tx.db);
          expect(await readTallies(tx, { measures: ['state'], place: 'region' })).toEqual([]);
        });
      }),
      { numRuns: 25 },
    );
  });
});

async function agree(tx: Tx): Promise<void> {
  for (const place of ['region', 'okrug', 'district', 'clinic'] as const)
    for (const subjects of [undefined, ['a', 'b']])
      expect(
        ordered(
          await readTallies(tx, {
            measures: ['state', 'reply', 'waiting', 'interim', 'again', 'refused'],
            place,
            subjects,
            byMonth: true,
          }),
        ),
      ).toEqual(ordered(await plain(tx, place, subjects !== undefined)));
  for (const place of ['region', 'okrug', 'district', 'clinic'] as const)
    for (const period of [undefined, '2026', '2026-02', '2026-03', '2025']) {
      const measures = ['state', 'reply', 'waiting', 'interim', 'again', 'refused'] as const;
      expect(ordered(await readTallies(tx, { measures, place, period }))).toEqual(
        ordered(together(await plain(tx, place, false), period)),
      );
    }
}

/** Counts of a period as one, without its months. */
function together(tallies: readonly Tally[], period = ''): Tally[] {
  const within = tallies
    .filter(({ month }) => month!.startsWith(period))
    .map((tally) => ({ ...tally, month: null }));
  const groups = Map.groupBy(within, (tally) => JSON.stringify({ ...tally, n: 0 }));
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    n: group.reduce((sum, { n }) => sum + n, 0),
  }));
}
