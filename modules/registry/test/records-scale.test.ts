import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordOf, roleNames, urlFor } from '@otklik/db';
import { newId, type Actor } from '@otklik/kernel';
import { REGION, staff, useInstallation } from '../../../tests/support/installation.ts';

const house = useInstallation();
const CLINICS = 1000;
const DOCTORS = 20_000;
const boss: Actor = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
let app: pg.Client;

beforeAll(async () => {
  const owner = new pg.Client({ connectionString: house.it.superUrl });
  await owner.connect();
  await owner.query(`
    insert into clinics (region_id, id, code, name_ru, audience, unit, service, operator, demo, order_key, search_name)
      select '${REGION}', gen_random_uuid(), 'city-' || n, 'Поликлиника города ' || n, 'adult',
        'head_or_unspecified', 'general', 'unspecified', false, '9|' || lpad(n::text, 6, '0'), 'поликлиника'
      from generate_series(1, ${CLINICS}) n;
    insert into doctors (region_id, id, code, last_name, first_name, synthetic)
      select '${REGION}', gen_random_uuid(), 'city-' || n, 'Фамилия' || lpad(n::text, 5, '0'), 'Имя', true
      from generate_series(1, ${DOCTORS}) n;
    insert into posts (region_id, id, doctor_id, clinic_id, specialty_id, valid_from)
      select d.region_id, gen_random_uuid(), d.id, c.id, (select min(id) from specialties), '2026-01-01'
      from (select *, row_number() over (order by code) % ${CLINICS} + 1 as place from doctors) d
      join clinics c on c.region_id = d.region_id and c.code = 'city-' || d.place;
    analyze clinics; analyze doctors; analyze posts;`);
  await owner.end();
  const role = roleNames('otklik').app;
  const url = urlFor(house.it.ownerUrl, role, passwordOf(house.it.app.ports.keys, role));
  app = new pg.Client({ connectionString: url });
  await app.connect();
  await app.query(`set app.region = '${REGION}'`);
});
afterAll(() => app.end());

/** The plan as the app's own role gets it, row-level security and all. */
async function planOf(query: string): Promise<string> {
  const { rows } = await app.query<{ 'QUERY PLAN': string }>(`explain ${query}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
const REGION_IS = `region_id = '${REGION}'`;

test.each([
  [
    'doctors in order',
    `select * from doctors where ${REGION_IS} and list_key > 'фамилия15000' order by list_key limit 51`,
    'doctors_in_order',
  ],
  [
    'doctors by the beginning of a name',
    `select * from doctors where ${REGION_IS} and (list_key >= 'фамилия150' collate "C" and list_key < 'фамилия150\u{10FFFD}' collate "C") order by list_key limit 51`,
    'doctors_in_order',
  ],
  [
    'posts of a clinic',
    `select * from posts where ${REGION_IS} and clinic_id = (select id from clinics where code = 'city-5') order by id limit 51`,
    'posts_in_clinic_order',
  ],
  [
    'clinics in order',
    `select * from clinics where ${REGION_IS} and order_key > '9|000500' order by order_key limit 51`,
    'one_clinic_per_place_in_order',
  ],
  [
    'versions of a record',
    `select * from registry_versions where ${REGION_IS} and kind = 'doctor' and object_id = any('{a,b}'::text[])`,
    'one_version_at_a_time',
  ],
  [
    'changes that are due',
    `select * from registry_versions where ${REGION_IS} and state = 'planned' and valid_from <= '2026-06-01' order by valid_from`,
    'registry_versions',
  ],
  [
    'imports, newest first',
    `select * from registry_import_runs where ${REGION_IS} order by id desc limit 31`,
    'registry_import_runs',
  ],
])('%s: an index serves it', async (_, query, index) => {
  const plan = await planOf(query);
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on (?:doctors|posts|clinics)/);
});

test('every page is reached by its cursor, each doctor once', async () => {
  const { registry } = house.it.faces;
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < 30; page += 1) {
    const found = await registry.listRecords(boss, {
      kind: 'doctor',
      q: 'фамилия1',
      limit: 100,
      cursor,
    });
    for (const { code } of found.records) seen.add(code);
    cursor = found.next ?? undefined;
  }
  expect(seen.size).toBe(3000);
});
