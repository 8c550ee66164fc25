import type { Tx } from '@otklik/kernel';
import { regionIn } from './region.ts';

/** A clinic as somebody looks for it. */
export interface NamedClinic {
  readonly id: string;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly address: string | null;
  readonly phone: string | null;
}

/** Clinics of these ids that work on a day, by name. */
export async function clinicNames(
  tx: Tx,
  ids: readonly string[],
  day: string,
): Promise<NamedClinic[]> {
  if (ids.length === 0) return [];
  return tx.db
    .selectFrom('clinics')
    .select([
      'id',
      'code',
      'name_ru as nameRu',
      'name_en as nameEn',
      'address_ru as address',
      'phone',
    ])
    .where('region_id', '=', regionIn(tx))
    .where('id', 'in', [...ids])
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', day)]))
    .orderBy('name_ru')
    .execute();
}
