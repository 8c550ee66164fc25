import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer } from 'node:http';
import { newId, systemScope, type Tx } from '@otklik/kernel';
import { publishJob } from '@otklik/scheduling';
import { openScheduling } from '../apps/server/src/http/scheduling.ts';
import type { Installation } from '../apps/server/src/assemble.ts';
import { withBenchInstallation } from './installation.ts';
import { byQuarter, resident_MB } from './load/serving.ts';

const CLINICS = 500;
const GROWTH_max = 1.15;

/** So many clinics, doctors and slots straight into the tables: what is measured is what goes out. */
export async function fillSlots(
  tx: Tx,
  region: string,
  { clinics, doctors, days, perDay }: Record<'clinics' | 'doctors' | 'days' | 'perDay', number>,
): Promise<number> {
  const source = newId();
  await sql`insert into access_sources (region_id, id, code, name, interval_min, last_ok, feed_at, seq)
    values (${region}, ${source}::uuid, 'bench', 'Bench', 1440, now(), now(), 1)`.execute(tx.db);
  await sql`insert into clinics (region_id, id, code, name_ru, audience, unit, service, operator, okrug_id, lat, lng,
      demo, order_key, search_name)
    select c.region_id, gen_random_uuid(), 'bench-' || n, 'Поликлиника ' || n, 'adult', c.unit, c.service, c.operator,
      c.okrug_id, c.lat, c.lng, true, 'bench-' || n, 'bench ' || n
    from generate_series(1, ${clinics}::int) n
    join lateral (select * from clinics x where x.region_id = ${region} and x.code not like 'bench-%'
      order by md5(x.code || n) limit 1) c on true`.execute(tx.db);
  let made = 0;
  // A day at a time: no statement runs longer than the pool lets it.
  for (let day = 1; day <= days; day += 1) {
    const added = await sql`
      insert into access_slots (region_id, source_id, slot, clinic_id, specialty, kind, mode, doctor, start_at, end_at,
        capacity, status, book_url, seen_at)
      select ${region}, ${source}::uuid, c.code || ':' || d || ':' || ${day}::int || ':' || p, c.id,
        (array['therapist', 'surgeon', 'ophthalmologist', 'ent', 'urologist'])[1 + d % 5], 'routine', 'in-person',
        c.code || ':' || d, at, at + interval '15 minutes', 1,
        case when (d * 31 + ${day}::int * 7 + p) % 4 = 0 then 'free' else 'busy' end,
        'https://booking.example/' || c.code || '/' || d, now()
      from clinics c, generate_series(1, ${doctors}::int) d, generate_series(1, ${perDay}::int) p,
        lateral (select date_trunc('day', now()) + make_interval(days => ${day}::int, hours => 5, mins => 15 * p) as at) t
      where c.region_id = ${region} and c.code like 'bench-%'`.execute(tx.db);
    made += Number(added.numAffectedRows ?? 0);
  }
  await sql`insert into access_wait_now (region_id, clinic_id, specialty, kind, mode, k1_at, source_id, changed_at)
    select region_id, clinic_id, specialty, kind, mode, min(start_at), source_id, now() from access_slots
    group by 1, 2, 3, 4, 5, 7`.execute(tx.db);
  return made;
}

async function serve(installation: Installation) {
  const [handler] = Object.values(openScheduling(installation));
  const server = createServer((request, response) => void handler!(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    base: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    stop: () => server.closeAllConnections(),
  };
}

/** Reads a body to its end and keeps nothing of it. */
async function drain(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers });
  let bytes = 0;
  if (answer.body) for await (const piece of answer.body) bytes += piece.length;
  return { status: answer.status, bytes, tag: answer.headers.get('etag') ?? '' };
}

/**
 * The publication of 500 clinics' slots: how it is made, how it is read, what memory does, what 304 saves. All of
 * it asks fewer than 600 times, the open limit of a minute.
 */
export async function main([
  doctors = '10',
  days = '14',
  perDay = '20',
  rounds = '12',
]: string[]): Promise<void> {
  await withBenchInstallation(async (installation) => {
    const { app, settings } = installation;
    const scope = systemScope(settings.region, 'bench');
    const slots = await app.store.withScope(scope, (tx) =>
      fillSlots(tx, settings.region, {
        clinics: CLINICS,
        doctors: +doctors,
        days: +days,
        perDay: +perDay,
      }),
    );
    console.log(`${slots} slots of ${CLINICS} clinics, ${doctors} doctors, ${days} days`);
    const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
      const began = performance.now();
      return [await work(), (performance.now() - began) / 1000];
    };
    const signal = new AbortController().signal;
    const samples: number[] = [];
    const watch = setInterval(() => samples.push(resident_MB(process.pid)), 100);
    const [, made_s] = await timed(() => publishJob.run({ app, payload: {}, signal }));
    const makingPeak = Math.max(...samples);
    const files = await app.store.withScope(scope, async (tx) => {
      const { rows } = await sql<{ n: number; plain: string; packed: string; lines: string }>`
        select count(*)::int as n, sum(plain_bytes) as plain, sum(packed_bytes) as packed, sum(lines) as lines
        from scheduling_files where replaced_at is null`.execute(tx.db);
      return rows[0]!;
    });
    const MB = (bytes: string | number): string => (Number(bytes) / 1e6).toFixed(1);
    console.log(
      `made   ${files.n} files, ${files.lines} lines, ${MB(files.plain)} MB, packed ${MB(files.packed)} MB (${(Number(files.plain) / Number(files.packed)).toFixed(0)}:1) in ${made_s.toFixed(1)} s, ${Math.round(slots / made_s)} slots/s, peak ${makingPeak.toFixed(0)} MB resident`,
    );
    const { base, stop } = await serve(installation);
    const manifest = (await (await fetch(`${base}/scheduling/$bulk-publish`)).json()) as {
      output: { url: string }[];
    };
    const urls = manifest.output.map(({ url }) => `${base}${new URL(url).pathname}`);
    samples.length = 0;
    const tags = new Map<string, string>();
    let plain = 0;
    const [, read_s] = await timed(async () => {
      for (let round = 0; round < Number(rounds); round += 1)
        for (const url of urls) {
          // Every third reader takes it unpacked.
          const packing = round % 3 === 0 ? 'identity' : 'gzip';
          const { bytes, tag } = await drain(url, { 'accept-encoding': packing });
          plain += bytes;
          tags.set(url, tag);
        }
    });
    const { peaks, growth } = byQuarter(samples);
    console.log(
      `read   ${rounds} times whole, ${MB(plain)} MB unpacked by the readers in ${read_s.toFixed(1)} s (${(plain / 1e6 / read_s).toFixed(0)} MB/s)`,
    );
    console.log(
      `memory by quarter ${peaks.map((peak) => peak.toFixed(0)).join(', ')} MB resident; last/second ${growth.toFixed(2)} (flat: ≤ ${GROWTH_max})`,
    );
    clearInterval(watch);
    let known = 0;
    const [, asked_s] = await timed(async () => {
      for (const url of urls)
        if ((await drain(url, { 'if-none-match': tags.get(url)! })).status === 304) known += 1;
    });
    console.log(
      `asked again: ${known} of ${urls.length} answered 304, ${((asked_s * 1000) / urls.length).toFixed(1)} ms each`,
    );
    // A change at one clinic: which files differ.
    await app.store.withScope(scope, async (tx) => {
      await sql`update access_slots set status = 'busy', seen_at = now() where ctid in (select ctid from access_slots
        where status = 'free' limit 1)`.execute(tx.db);
      await sql`update access_sources set last_ok = now() where code = 'bench'`.execute(tx.db);
    });
    await wait(1100);
    const [, again_s] = await timed(() => publishJob.run({ app, payload: {}, signal }));
    let same = 0;
    for (const url of urls)
      if ((await drain(url, { 'if-none-match': tags.get(url)! })).status === 304) same += 1;
    console.log(
      `one slot changed and the source spoke: made again in ${again_s.toFixed(1)} s, ${same} of ${urls.length} files answered 304 (${((100 * same) / urls.length).toFixed(0)} %)`,
    );
    stop();
    if (growth > GROWTH_max || known !== urls.length) process.exitCode = 1;
  });
}
