import { regionId } from '@otklik/cases';
import { AppError, newId, type Tx } from '@otklik/kernel';
import type { TemplateKind } from './tables.ts';

/** So many prepared texts of the region and of a clinic are shown. */
const SHOWN_MAX = 200;

const living = (tx: Tx) =>
  tx.db
    .selectFrom('desk_templates')
    .where('desk_templates.region_id', '=', regionId(tx))
    .where('removed_at', 'is', null);

/** The prepared texts of the region, and of these clinics, by kind and name. */
export const templatesFor = (tx: Tx, clinicIds: readonly string[] | 'all') =>
  living(tx)
    .leftJoin('clinics', (join) =>
      join
        .onRef('clinics.region_id', '=', 'desk_templates.region_id')
        .onRef('clinics.id', '=', 'desk_templates.clinic_id'),
    )
    .selectAll('desk_templates')
    .select(['clinics.code', 'clinics.name_ru', 'clinics.name_en'])
    .$if(clinicIds !== 'all', (q) =>
      q.where((eb) =>
        eb.or([
          eb('clinic_id', 'is', null),
          ...(clinicIds.length > 0 ? [eb('clinic_id', 'in', clinicIds as string[])] : []),
        ]),
      ),
    )
    .orderBy('desk_templates.kind')
    .orderBy('desk_templates.name')
    .limit(SHOWN_MAX)
    .execute();

/** @throws AppError not-found */
export async function templateById(tx: Tx, id: string) {
  const row = await living(tx).selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'template' });
  return row;
}

export interface TemplateWords {
  readonly kind: TemplateKind;
  readonly clinicId: string | null;
  readonly name: string;
  readonly text: string;
}

export async function insertTemplate(
  tx: Tx,
  personId: string,
  { kind, clinicId, name, text }: TemplateWords,
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('desk_templates')
    .values({
      region_id: regionId(tx),
      id,
      kind,
      clinic_id: clinicId,
      name,
      text,
      version: 1,
      changed_by: personId,
      changed_at: tx.now,
      removed_at: null,
    })
    .execute();
  return id;
}

/** @returns false when somebody has changed or removed it since this version */
export async function changeTemplate(
  tx: Tx,
  personId: string,
  id: string,
  version: number,
  change: { readonly name: string; readonly text: string } | 'remove',
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_templates')
    .set({
      ...(change === 'remove' ? { removed_at: tx.now } : change),
      version: version + 1,
      changed_by: personId,
      changed_at: tx.now,
    })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
