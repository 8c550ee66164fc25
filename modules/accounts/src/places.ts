import { isAppError, type Reach, type Tx } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The public name of the clinic that a reach is about; null for other reaches and unknown clinics. */
export async function placeOf(
  tx: Tx,
  reach: Reach,
): Promise<{ nameRu: string; nameEn: string | null } | null> {
  if (reach.kind !== 'clinic' || !UUID.test(reach.id)) return null;
  try {
    const { nameRu, nameEn } = await clinicById(tx, reach.id);
    return { nameRu, nameEn };
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}
