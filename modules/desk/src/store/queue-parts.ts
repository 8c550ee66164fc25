import { sql } from 'kysely';
import { regionId, rowsOfQueue, type Queue, type State } from '@otklik/cases';
import { createKept, type Grant, type Tx } from '@otklik/kernel';
import type { Side } from './tables.ts';

/** So many of the oldest open cases say what a queue consists of. */
const READ_MAX = 20_000;
const CLINICS_MAX = 20;
const HOLDERS_MAX = 30;

interface Part {
  state: State | null;
  topic: string | null;
  ru: string | null;
  en: string | null;
  clinic_id: string | null;
  district_id: string | null;
  n: number;
}

// What a long queue can be narrowed by hardly changes within two minutes, and to find it takes as long
// as the rest of the page ten times over; of a short one it is found anew each time.
const MANY = 1000;
const kept = createKept<Parts>({ for_ms: 120_000, max: 500, worth: ({ read }) => read > MANY });

/** States, topics, clinics and districts of a queue, the most frequent first. */
export async function partsOfQueue(tx: Tx, grants: readonly Grant[], queue: Queue) {
  const key = JSON.stringify([regionId(tx), queue, grants]);
  return (await kept(key, tx.now, () => readParts(tx, grants, queue))).parts;
}

type Parts = Awaited<ReturnType<typeof readParts>>;

async function readParts(tx: Tx, grants: readonly Grant[], queue: Queue) {
  const rows = rowsOfQueue(tx, grants, queue)
    .select(['state', 'subject_code', 'subject_ru', 'subject_en', 'clinic_id', 'district_id'])
    .limit(READ_MAX);
  const found = await sql<Part>`
    select state, subject_code as topic, max(subject_ru) as ru, max(subject_en) as en,
      clinic_id, district_id, count(*)::int as n
    from (${rows}) open_cases
    group by grouping sets ((state), (subject_code), (clinic_id), (district_id))
    order by n desc`.execute(tx.db);
  const of = <K extends 'state' | 'topic' | 'clinic_id' | 'district_id'>(key: K) =>
    found.rows.filter((row) => row[key] !== null);
  return {
    read: of('state').reduce((sum, { n }) => sum + n, 0),
    parts: {
      states: of('state').map(({ state }) => state!),
      topics: of('topic').map(({ topic, ru, en }) => ({ code: topic!, ru: ru!, en: en! })),
      clinics: await clinicsOfIds(
        tx,
        of('clinic_id')
          .map((row) => row.clinic_id!)
          .slice(0, CLINICS_MAX),
      ),
      districts: await districtsOfIds(
        tx,
        of('district_id').map((row) => row.district_id!),
      ),
    },
  };
}

async function clinicsOfIds(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('clinics')
    .select(['code', 'name_ru as ru', 'name_en as en'])
    .where('region_id', '=', regionId(tx))
    .where('id', 'in', ids)
    .orderBy('name_ru')
    .execute();
  return rows;
}

async function districtsOfIds(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('districts')
    .select(['id', 'name_ru as ru', 'name_en as en'])
    .where('region_id', '=', regionId(tx))
    .where('id', 'in', ids)
    .orderBy('name_ru')
    .execute();
  return rows;
}

/** Who holds cases of a queue on one side: those with the most, at most 30. */
export async function holdersInQueue(
  tx: Tx,
  grants: readonly Grant[],
  queue: Queue,
  side: Side,
): Promise<string[]> {
  const rows = await rowsOfQueue(tx, grants, queue)
    .innerJoin('desk_assignments', (join) =>
      join
        .onRef('desk_assignments.region_id', '=', 'cases.region_id')
        .onRef('desk_assignments.case_id', '=', 'cases.id')
        .on('desk_assignments.side', '=', side),
    )
    .select(['desk_assignments.holder_id'])
    .groupBy('desk_assignments.holder_id')
    .orderBy(sql`count(*)`, 'desc')
    .limit(HOLDERS_MAX)
    .execute();
  return rows.map((row) => row.holder_id);
}
