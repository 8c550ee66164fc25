import type { Tx } from '@otklik/kernel';
import { removeFactor } from './factors.ts';
import { regionIn } from './tables.ts';

/** What somebody signed in by or was about to do: rows that mean nothing without the person. */
const OWN = [
  'identities',
  'passkeys',
  'passkey_challenges',
  'mailed_links',
  'parked_deeds',
  'oidc_flows',
  'recovery_codes',
  'sessions',
] as const;

/**
 * Forgets how a person signs in: identities, passkeys, factors, sessions, links on their way. The id stays,
 * for roles that were held and acts that were done name it; nothing leads from it to anybody. Safe to run twice.
 */
export async function forgetPerson(tx: Tx, personId: string): Promise<void> {
  const region_id = regionIn(tx);
  await removeFactor(tx, personId);
  for (const table of OWN)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', region_id)
      .where('person_id', '=', personId)
      .execute();
  for (const table of ['sign_in_links', 'invitations'] as const)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', region_id)
      .where('contact_id', '=', personId)
      .execute();
}
