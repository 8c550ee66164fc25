import { newId, regionScope, type Actor, type Tx } from '@otklik/kernel';
import { REGION, staff, type TestInstallation } from '../../../tests/support/installation.ts';

export const CLINIC = 'msk-a-191';
export const OTHER = 'msk-a-219';
const pusher = (keyId: string): Actor => ({
  kind: 'key',
  region: REGION,
  keyId,
  scopes: ['slots:write'],
  origin: 'x',
});
export const KEY = pusher(newId());
export const STRANGER = pusher(newId());
export const administrator = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
export const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
export const clock: Actor = { kind: 'system', region: REGION, name: 'clock' };
const HOUR_ms = 3_600_000;

let sources = 0;
/** A source nobody has spoken for. */
export async function newSource(house: TestInstallation, more: object = {}): Promise<string> {
  const code = `feed-${(sources += 1)}`;
  const asked = { code, name: `Feed ${sources}`, intervalMinutes: 60, ...more };
  await house.faces.access.addSource(administrator, asked);
  return code;
}

export const hoursOn = (house: TestInstallation, hours: number): string =>
  new Date(house.clock.now().getTime() + hours * HOUR_ms).toISOString();

/** A slot of a quarter of an hour, some hours from now. */
export const slot = (house: TestInstallation, id: string, hours: number, more: object = {}) => ({
  id,
  clinic: CLINIC,
  specialty: 'therapist',
  start: hoursOn(house, hours),
  end: hoursOn(house, hours + 0.25),
  status: 'free',
  ...more,
});

export const push = (
  house: TestInstallation,
  source: string,
  seq: number,
  slots: readonly unknown[],
  more: object = {},
  actor: Actor = KEY,
) =>
  house.faces.access.pushSlots(actor, {
    source,
    seq,
    mode: 'DIFF',
    at: house.clock.now().toISOString(),
    slots: JSON.stringify(slots),
    ...more,
  });

export const lineOf = async (house: TestInstallation, code = CLINIC, specialty = 'therapist') =>
  (await house.faces.access.listWaits(visitor, { specialty })).lines.find(
    (line) => line.code === code,
  )!;

export const inside = <T>(house: TestInstallation, work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.app.store.withScope(regionScope(REGION), work, { now: house.clock.now() });
