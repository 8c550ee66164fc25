import { REGION, type TestInstallation } from '../../../tests/support/installation.ts';
import { planAll, sendAll } from '../src/index.ts';

export const CLINIC = 'msk-a-001-v';
const goesOn = (): boolean => true;

/** A visit of the day before the tests' own, as a system reports it. */
export const visit = (visitId: string, over: Record<string, unknown> = {}) => ({
  visitId,
  sourceSystem: 'his',
  unit: CLINIC,
  service: 'doctor-visit',
  endedAt: '2026-06-09T15:00:00+03:00',
  sector: 'health',
  contact: { email: `${visitId}@example.org` },
  flags: ['consent'],
  ...over,
});

/** Decides about what was reported, and sends what is due. */
export async function askAll(it: TestInstallation): Promise<void> {
  await planAll(it.app, REGION, goesOn);
  await sendAll(it.app, REGION, goesOn);
}

/** Every link to a form that an address was sent, oldest first. */
export const linksTo = (it: TestInstallation, email: string): string[] =>
  it.letters
    .filter((letter) => letter.to === email)
    .map((letter) => /\/survey\/([\w-]{43})/.exec(letter.text)?.[1] ?? '');
