import { ensurePerson } from '@otklik/accounts';
import { importDeputies } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { randomOf } from './random.ts';
import type { ClinicScene } from './scenery.ts';
import type { Staff } from './staff.ts';

const DAY_MS = 86_400_000;
const DEPUTY_DAYS = 366;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Whoever tries the demonstration as the clinic's answerer comes to an end without a head: the five links of
 * a fresh start hold no head's. So the demo executor is every head's deputy for the year to come.
 */
export async function nameDemoDeputy(
  tx: Tx,
  { seed, until }: { readonly seed: number; readonly until: Date },
  scenes: readonly ClinicScene[],
  staff: Staff,
): Promise<void> {
  const email = 'executor@demo.example';
  const personId = await contactFor(tx, { email, locale: 'ru', synthetic: true });
  await ensurePerson(tx, personId);
  await importDeputies(
    true,
    tx,
    scenes.map(({ clinic, signer }) => ({
      id: randomOf(seed, 'deputy', clinic.code).id(until.getTime()),
      clinicId: clinic.id,
      personId,
      personName: 'Орлова М. С.',
      personPost: 'Заместитель главного врача',
      forName: signer.name,
      forPost: signer.post,
      fromDate: dayOf(until.getTime()),
      toDate: dayOf(until.getTime() + DEPUTY_DAYS * DAY_MS),
      namedBy: staff.headOf.get(clinic.id)!,
    })),
  );
}
