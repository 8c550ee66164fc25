import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import type { FileRow } from '../model/manifest-file.ts';
import {
  locationOf,
  scheduleOf,
  serviceOf,
  slotOf,
  type Names,
  type Resource,
} from '../model/resources.ts';
import { daysOfWeek, ELSEWHERE, partOf, slotsName, weekOf, type Part } from '../model/weeks.ts';
import { locationRows, scheduleRows, serviceRows } from './places.ts';
import { regionId } from './region.ts';
import { slotRows } from './slots.ts';
import './tables.ts';

/** How long a file that was replaced is still there for whoever reads it. */
const REPLACED_min = 60;

const PLACE = sql`case when c.okrug_id ~ '^[a-z0-9][a-z0-9-]{0,39}$' then c.okrug_id else ${ELSEWHERE}::text end`;

/** The files of this moment: one a week and okrug, and those that had something to say of a week not yet over. */
export async function partNames(tx: Tx): Promise<string[]> {
  const region = regionId(tx);
  const zone = await zoneOfRegion(tx);
  const { rows } = await sql<{ week: string; place: string }>`
    select distinct to_char(s.start_at at time zone ${zone}, 'IYYY"-W"IW') as week, ${PLACE} as place
    from access_slots s join clinics c on c.region_id = ${region} and c.id = s.clinic_id
    where s.region_id = ${region} and s.start_at > ${tx.now}`.execute(tx.db);
  const current = await tx.db
    .selectFrom('scheduling_files')
    .select('name')
    .where('region_id', '=', region)
    .where('replaced_at', 'is', null)
    .execute();
  const week = weekOf(dayIn(zone, tx.now));
  const kept = current.map(({ name }) => name).filter((name) => (partOf(name).week ?? '~') >= week);
  return [
    ...new Set([
      'locations.ndjson',
      'services.ndjson',
      'schedules.ndjson',
      ...rows.map((row) => slotsName(row.week, row.place)),
      ...kept,
    ]),
  ].toSorted();
}

/** The resources of a file, a clinic's at a time: no more than those are held. */
async function* resourcesOf(tx: Tx, part: Part, names: Names): AsyncGenerator<Resource[]> {
  if (part.type === 'Location')
    yield (await locationRows(tx, sql``)).map((row) => locationOf(row, names));
  else if (part.type === 'Schedule')
    yield (await scheduleRows(tx, sql``)).map((row) => scheduleOf(row, names));
  else if (part.type === 'HealthcareService')
    yield (await serviceRows(tx)).map((row) => serviceOf(row, names));
  else yield* slotsOf(tx, part, names);
}

async function* slotsOf(tx: Tx, { week, place }: Part, names: Names): AsyncGenerator<Resource[]> {
  const region = regionId(tx);
  const zone = await zoneOfRegion(tx);
  const { from, before } = daysOfWeek(week!);
  const { rows: clinics } = await sql<{ id: string }>`
    select c.id from clinics c where c.region_id = ${region} and ${PLACE} = ${place}::text
      and exists (select 1 from scheduling_schedules k where k.region_id = ${region} and k.clinic_id = c.id)
    order by c.id`.execute(tx.db);
  for (const { id } of clinics) {
    const rows = await slotRows(
      tx,
      tx.now,
      sql`and s.clinic_id = ${id}::uuid and s.start_at > ${tx.now}
        and s.start_at >= ${from}::timestamp at time zone ${zone}
        and s.start_at < ${before}::timestamp at time zone ${zone}`,
      sql`k.id, s.start_at, s.slot`,
    );
    yield rows.map((row) =>
      slotOf(
        { ...row, status: row.status === 'entered-in-error' ? 'busy-unavailable' : row.status },
        names,
      ),
    );
  }
}

interface Written {
  readonly digest: string;
  readonly lines: number;
  readonly plain_bytes: number;
  readonly packed: Buffer;
}

/** One minified object a line, packed as it is made: what is held is one clinic's lines and what came out so far. */
async function pack(resources: AsyncIterable<Resource[]>): Promise<Written> {
  const hash = createHash('sha256');
  const gzip = createGzip();
  const out: Buffer[] = [];
  gzip.on('data', (piece: Buffer) => out.push(piece));
  const ended = new Promise<void>((resolve, reject) => {
    gzip.once('end', resolve);
    gzip.once('error', reject);
  });
  let lines = 0;
  let plain_bytes = 0;
  for await (const some of resources) {
    if (some.length === 0) continue;
    const text = Buffer.from(some.map((one) => `${JSON.stringify(one)}\n`).join(''));
    lines += some.length;
    plain_bytes += text.length;
    hash.update(text);
    if (!gzip.write(text)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await ended;
  return { digest: hash.digest('hex'), lines, plain_bytes, packed: Buffer.concat(out) };
}

/** Makes a file anew and keeps it where its words differ from those of the one before. @returns whether they did */
export async function writeFile(tx: Tx, name: string, at: Date, names: Names): Promise<boolean> {
  const region_id = regionId(tx);
  const part = partOf(name);
  const { packed, ...written } = await pack(resourcesOf(tx, part, names));
  const now = await tx.db
    .selectFrom('scheduling_files')
    .select(['id', 'digest'])
    .where('region_id', '=', region_id)
    .where('name', '=', name)
    .where('replaced_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (now?.digest === written.digest) return false;
  if (now)
    await tx.db
      .updateTable('scheduling_files')
      .set({ replaced_at: tx.now })
      .where('region_id', '=', region_id)
      .where('id', '=', now.id)
      .execute();
  await tx.db
    .insertInto('scheduling_files')
    .values({
      region_id,
      id: newId(tx.now.getTime()),
      name,
      type: part.type,
      ...written,
      packed_bytes: packed.length,
      packed,
      changed_at: at,
      replaced_at: null,
    })
    .execute();
  return true;
}

/** Takes files of weeks that are over out of the publication, and deletes what nobody can be reading any more. */
export async function retireFiles(tx: Tx): Promise<void> {
  const region = regionId(tx);
  const week = weekOf(dayIn(await zoneOfRegion(tx), tx.now));
  await sql`update scheduling_files set replaced_at = ${tx.now} where region_id = ${region} and replaced_at is null
    and type = 'Slot' and substr(name, 7, 8) < ${week}`.execute(tx.db);
  await sql`delete from scheduling_files where region_id = ${region}
    and replaced_at < ${tx.now}::timestamptz - make_interval(mins => ${REPLACED_min})`.execute(
    tx.db,
  );
}

export const currentFiles = (tx: Tx): Promise<FileRow[]> =>
  tx.db
    .selectFrom('scheduling_files')
    .select(['name', 'type', 'changed_at'])
    .where('region_id', '=', regionId(tx))
    .where('replaced_at', 'is', null)
    .orderBy('name')
    .execute();
