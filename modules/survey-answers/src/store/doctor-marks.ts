import { randomUUID } from 'node:crypto';
import { openSealedBox, padTo, sealTo, unpad, type KeyPort, type Tx } from '@otklik/kernel';
import { sql, type Generated } from 'kysely';
import type { BoxContent } from '../model/box.ts';
import { tryOpen, type Unopened } from '../model/unopened.ts';
import { quarterOf } from '../model/windows.ts';
import { markKeyOf } from './mark-keys.ts';
import { privateHalves, setAside } from './set-aside.ts';
import { regionIn } from './tables.ts';

declare module '@otklik/db' {
  interface Tables {
    doctor_mark_keys: {
      region_id: string;
      id: string;
      quarter: string;
      public_key: Buffer;
      kek_id: string;
      wrapped: string | null;
      destroyed_on: Generated<string | null>;
    };
    waiting_doctor_marks: {
      region_id: string;
      id: string;
      doctor_id: string;
      place_id: string;
      form_id: string;
      key_id: string;
      sealed: Buffer;
      set_aside: Generated<Unopened | null>;
      set_aside_on: Generated<string | null>;
    };
    doctor_shown: {
      region_id: string;
      doctor_id: string;
      place_id: string;
      quarter: string;
      form_id: string;
      item: string;
      code: string;
      n: number;
    };
  }
}

/** Every waiting mark has this size; marks that do not fit are left out, never cut. */
export const MARK_bytes = 2048;
const DOCTORS_MAX = 200;

type Codes = BoxContent['codes'];
const aad = (region: string, id: string): string => `${region}|waiting_doctor_marks|sealed|${id}`;

/**
 * Marks of a batch, each sealed by itself, under ids and in an order of their own: which answer one belongs to
 * stands nowhere.
 */
export async function putMarks(
  tx: Tx,
  keys: KeyPort,
  place: { readonly id: string; readonly today: string },
  marks: readonly { readonly doctorId: string; readonly formId: string; readonly codes: Codes }[],
): Promise<void> {
  if (marks.length === 0) return;
  const region_id = regionIn(tx);
  const key = await markKeyOf(tx, keys, quarterOf(place.today));
  const rows = marks
    .map(({ doctorId, formId, codes }) => ({
      id: randomUUID() as string,
      doctorId,
      formId,
      bytes: Buffer.from(JSON.stringify(codes), 'utf8'),
    }))
    .filter(({ bytes }) => bytes.length <= MARK_bytes - 8)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id, doctorId, formId, bytes } of rows)
    await tx.db
      .insertInto('waiting_doctor_marks')
      .values({
        region_id,
        id,
        doctor_id: doctorId,
        place_id: place.id,
        form_id: formId,
        key_id: key.id,
        sealed: Buffer.from(sealTo(key.public_key, aad(region_id, id), padTo(bytes, MARK_bytes))),
      })
      .execute();
}

/** Opens the marks of doctors of whom at least `min` wait at one place, and adds them to what is shown. */
export async function stepMarks(
  tx: Tx,
  keys: KeyPort,
  today: string,
  min: number,
): Promise<number> {
  const region_id = regionIn(tx);
  const { rows: ready } = await sql<{ doctor_id: string; place_id: string; form_id: string }>`
    select doctor_id, place_id, form_id from waiting_doctor_marks
    where region_id = ${region_id} and set_aside is null
    group by 1, 2, 3 having count(*) >= ${min} order by 1, 2, 3 limit ${DOCTORS_MAX}`.execute(
    tx.db,
  );
  let stepped = 0;
  for (const of of ready) {
    const opened = await openMarks(tx, keys, of, { today, min });
    if (!opened) continue;
    await show(tx, { ...of, quarter: quarterOf(today) }, opened, min);
    stepped += 1;
  }
  return stepped;
}

type OfDoctor = Readonly<Record<'doctor_id' | 'place_id' | 'form_id', string>>;

/** Takes out the marks of a doctor that open; sets aside those that do not. Null while too few open. */
async function openMarks(
  tx: Tx,
  keys: KeyPort,
  of: OfDoctor,
  { today, min }: { readonly today: string; readonly min: number },
): Promise<Codes[] | null> {
  const region_id = regionIn(tx);
  const rows = await tx.db
    .selectFrom('waiting_doctor_marks')
    .select(['id', 'key_id', 'sealed'])
    .where((is) => is.and({ region_id, ...of }))
    .where('set_aside', 'is', null)
    .execute();
  const ids = [...new Set(rows.map((row) => row.key_id))];
  const halves = await privateHalves(tx, keys, 'mark', ids);
  const unopened = new Map<string, Unopened>();
  const opened: [string, Codes][] = [];
  for (const { id, key_id, sealed } of rows) {
    const codes = tryOpen(halves.get(key_id)!, (key) => {
      const bytes = unpad(openSealedBox(key, aad(region_id, id), sealed));
      return JSON.parse(Buffer.from(bytes).toString('utf8')) as Codes;
    });
    if (typeof codes === 'string') unopened.set(id, codes);
    else opened.push([id, codes]);
  }
  await setAside(tx, 'mark', today, unopened);
  if (opened.length < min) return null;
  await tx.db
    .deleteFrom('waiting_doctor_marks')
    .where('region_id', '=', region_id)
    .where('id', '=', sql<string>`any(${opened.map(([id]) => id)}::uuid[])`)
    .execute();
  return opened.map(([, codes]) => codes);
}

/** Sums of what came out together. An item that fewer than `min` of them answered is in no sum. */
async function show(
  tx: Tx,
  of: Readonly<Record<'doctor_id' | 'place_id' | 'form_id' | 'quarter', string>>,
  opened: readonly Codes[],
  min: number,
): Promise<void> {
  const sums = new Map<string, { item: string; code: string; n: number }>();
  const add = (item: string, code: string): void => {
    const key = JSON.stringify([item, code]);
    sums.set(key, { item, code, n: (sums.get(key)?.n ?? 0) + 1 });
  };
  for (const codes of opened) {
    add('', '');
    for (const [item, chosen] of Object.entries(codes)) {
      add(item, '');
      for (const code of new Set(chosen)) add(item, code);
    }
  }
  const shown = [...sums.values()].filter(
    ({ item }) => (sums.get(JSON.stringify([item, '']))?.n ?? 0) >= min,
  );
  await sql`insert into doctor_shown as old
      (region_id, doctor_id, place_id, quarter, form_id, item, code, n)
    select ${regionIn(tx)}, ${of.doctor_id}, ${of.place_id}::uuid, ${of.quarter}::date, ${of.form_id}::uuid,
      item, code, n from json_to_recordset(${JSON.stringify(shown)}::json) as s (item text, code text, n int)
    on conflict (region_id, doctor_id, place_id, quarter, form_id, item, code)
    do update set n = old.n + excluded.n`.execute(tx.db);
}

export interface DoctorCount {
  readonly doctorId: string;
  readonly placeId: string;
  readonly quarter: string;
  readonly formId: string;
  readonly item: string;
  readonly code: string;
  readonly n: number;
}

/** What is shown of some doctors, or of all at some places; as the app. */
export async function shownMarks(
  tx: Tx,
  { doctors, places }: { readonly doctors: readonly string[]; readonly places: readonly string[] },
): Promise<DoctorCount[]> {
  if (doctors.length === 0 && places.length === 0) return [];
  return tx.db
    .selectFrom('doctor_shown')
    .select([
      'doctor_id as doctorId',
      'place_id as placeId',
      'quarter',
      'form_id as formId',
      'item',
      'code',
      'n',
    ])
    .where('region_id', '=', regionIn(tx))
    .where((is) =>
      is.or([
        is('doctor_id', '=', sql<string>`any(${[...doctors]}::text[])`),
        is('place_id', '=', sql<string>`any(${[...places]}::uuid[])`),
      ]),
    )
    .orderBy('quarter', 'desc')
    .orderBy('doctor_id')
    .orderBy('item')
    .orderBy('code')
    .limit(5000)
    .execute();
}
