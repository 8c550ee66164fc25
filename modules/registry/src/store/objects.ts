import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { newId, regionOf, type Tx } from '@otklik/kernel';
import type { ObjectKind } from './tables.ts';

interface DefaultObject {
  readonly kind: ObjectKind;
  readonly name_ru: string;
  readonly name_en: string;
}

/** The parts that topics speak of; every clinic has each once until its own are entered. */
const defaults = (
  JSON.parse(readFileSync(new URL('../../data/object-kinds.json', import.meta.url), 'utf8')) as {
    object_kinds: readonly DefaultObject[];
  }
).object_kinds;

export async function addDefaultObjects(tx: Tx, clinicIds: readonly string[]): Promise<void> {
  const rows = clinicIds.flatMap((clinic_id) =>
    defaults.map((object) => ({
      region_id: regionOf(tx.scope),
      id: newId(tx.now.getTime()),
      clinic_id,
      code: object.kind,
      ...object,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into clinic_objects
      select * from jsonb_populate_recordset(null::clinic_objects, ${JSON.stringify(rows)}::jsonb)
      on conflict on constraint one_object_per_code do nothing`.execute(tx.db);
}
