import { insertMany } from '@otklik/db';
import { newId, regionOf, type Tx } from '@otklik/kernel';
import type { Frequency } from '@otklik/subscriptions';

/** Nine of ten follow a clinic, the tenth the whole region. All are due at once. */
export async function fillSubscriptions(
  tx: Tx,
  contacts: readonly string[],
  clinics: readonly string[],
  frequency: Frequency,
): Promise<void> {
  const rows = contacts.map((contact_id, at) => {
    const clinicId = at % 10 === 0 ? null : clinics[at % clinics.length]!;
    return {
      region_id: regionOf(tx.scope)!,
      id: newId(),
      contact_id,
      kind: clinicId ? ('clinic' as const) : ('region' as const),
      target_key: clinicId ? `clinic:${clinicId}` : 'region',
      target: clinicId ? { kind: 'clinic' as const, clinicId } : { kind: 'region' as const },
      frequency,
      locale: at % 20 === 0 ? ('en' as const) : ('ru' as const),
      state: 'active' as const,
      stop_reason: null,
      covered_until: tx.now,
      next_at: new Date(tx.now.getTime() + 1000),
      not_before: null,
      created_at: tx.now,
      stopped_at: null,
    };
  });
  await insertMany(tx, 'subscriptions', rows);
}
