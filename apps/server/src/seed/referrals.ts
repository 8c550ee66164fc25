import { ensurePerson } from '@otklik/accounts';
import { newId, systemScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { dayIn } from '@otklik/registry';
import type { Installation } from '../assemble.ts';

const DAY_ms = 86_400_000;
const SPECIALTY = 'ophthalmologist';
const DEMO_ZONE = 'Europe/Moscow';

/** Invented, and said to be: nobody may call them. */
const CONTACTS = [
  {
    kind: 'fund' as const,
    nameRu: 'Вымышленный фонд ОМС (для примера)',
    nameEn: 'Invented fund (an example)',
    url: 'https://fund.example',
  },
  {
    kind: 'insurer' as const,
    nameRu: 'Вымышленная страховая «Пример»',
    nameEn: 'Invented insurer “Example”',
    phone: '+7 000 000-00-00',
  },
];

/** Two referrals of the demonstration's citizen: one whose last day is near, one that nobody kept. */
export async function seedReferrals({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  const now = app.clock.now();
  const simulation: Actor = { kind: 'system', region, name: 'simulation' };
  // Where the wait is longest, so that others have earlier places.
  const { marks } = await faces.access.listWaits(simulation, { specialty: SPECIALTY });
  const [longest] = marks
    .filter(({ state }) => state === 'places')
    .sort((a, b) => (b.k1_days ?? 0) - (a.k1_days ?? 0));
  const personId = await app.store.withScope(
    systemScope(region, 'simulation'),
    async (tx) => {
      const id = await contactFor(tx, { email: 'citizen@demo.example', locale: 'ru' });
      await ensurePerson(tx, id);
      return id;
    },
    { now },
  );
  const citizen: Actor = {
    kind: 'person',
    region,
    personId,
    sessionId: newId(now.getTime()),
    grants: [],
    secondFactor: false,
    origin: 'simulation',
  };
  const daysAgo = (days: number): string =>
    dayIn(DEMO_ZONE, new Date(now.getTime() - days * DAY_ms));
  await faces.guarantees.addReferral(citizen, {
    kind: 'specialist',
    givenOn: daysAgo(17),
    specialty: SPECIALTY,
    ...(longest ? { clinic: longest.code } : {}),
  });
  await faces.guarantees.addReferral(citizen, { kind: 'ct-mri', givenOn: daysAgo(40) });
  for (const contact of CONTACTS) await faces.guarantees.putContact(simulation, contact);
}
