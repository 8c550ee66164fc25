import { expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { CLINIC, clock, newSource, push, slot, visitor } from '../../access/test/house.ts';
import { hasFreed, suiting } from '../src/model.ts';
import { TELLER } from '../src/policy.ts';

const house = useInstallation();
const specialty = 'surgeon';
const teller: Actor = { kind: 'system', region: REGION, name: TELLER };
const face = () => house.it.faces.waitAlerts;
const NO_SCRIPT = { proofOfWork: 'no-script' };
let feed: string;
let seq = 0;

const tellSlots = async (slots: readonly unknown[]): Promise<void> => {
  feed ??= await newSource(house.it, { intervalMinutes: 10_080 });
  seq += 1;
  await push(house.it, feed, seq, slots);
};
const at = (id: string, hours: number, status = 'free') =>
  slot(house.it, id, hours, { specialty, status });
const lettersTo = async (email: string) => {
  await house.it.runJobs();
  return house.it.letters.filter(({ to }) => to === email);
};
const tell = async (): Promise<number> => {
  house.it.clock.advance(60_000);
  await house.it.faces.access.wakeWaits(clock, {});
  return (await face().tellAlerts(teller, {})).told;
};
let asked = 0;
const ask = (email: string, more: object = {}) =>
  face().askAlert(
    { ...visitor, origin: `asks-${(asked += 1)}` } as Actor,
    { specialty, clinic: CLINIC, before: '2026-06-20', noticeHours: 2, email, ...more },
    NO_SCRIPT,
  );
async function confirmed(email: string, more: object = {}): Promise<void> {
  await ask(email, more);
  const letter = (await lettersTo(email)).at(-1)!;
  const [, token] = /\/access\/alerts\/confirm\/([\w-]{43})/.exec(letter.text)!;
  await face().confirmAlert(visitor, { token: token! });
  await face().confirmAlert(visitor, { token: token! });
}

test('nothing is sent but the letter that asks before its button is pressed', async () => {
  await tellSlots([at('early', 30)]);
  await ask('asked@example.org');
  expect(await tell()).toBe(0);
  expect(await lettersTo('asked@example.org')).toHaveLength(1);
});

test('a place that frees is told of once; taken and freed places of others are not', async () => {
  await confirmed('anna@example.org');
  // What is there already is told of at once.
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(0);
  await tellSlots([at('early', 30, 'busy'), at('later', 60)]);
  // The first place is a later one now: nothing freed.
  expect(await tell()).toBe(0);
  await tellSlots([at('freed', 40)]);
  expect(await tell()).toBe(1);
  const [, first, second] = await lettersTo('anna@example.org');
  expect(first!.text).toContain('/clinics/');
  expect(second!.unsubscribe).toMatch(/\/list-unsubscribe\/wait-/);
});

test('too soon, too late and silent tell nobody', async () => {
  await tellSlots([at('freed', 40, 'busy'), at('later', 60, 'busy'), at('early', 30, 'busy')]);
  await confirmed('boris@example.org', { noticeHours: 24 });
  await tell();
  const before = (await lettersTo('boris@example.org')).length;
  await tellSlots([at('soon', 5), at('far', 24 * 20)]);
  await tell();
  expect(await lettersTo('boris@example.org')).toHaveLength(before);
});

test('a district is watched whole; the link of a letter stops, to open it does not', async () => {
  const { registry } = house.it.faces;
  const okrugs = await registry.listDistricts(visitor, {});
  const { lines } = await house.it.faces.access.listWaits(visitor, { specialty });
  const place = lines.find(({ code }) => code === CLINIC)!.okrugId!;
  expect(okrugs.some(({ id }) => id === place)).toBe(true);
  await confirmed('vera@example.org', { clinic: undefined, place });
  await tellSlots([at('of-okrug', 70)]);
  await tell();
  const letter = (await lettersTo('vera@example.org')).at(-1)!;
  const ticket = letter.unsubscribe!.split('/').at(-1)!;
  expect(letter.text).toContain(`/access/alerts/stop/${ticket}`);
  expect(await face().lookAtLink(visitor, { ticket })).toEqual({ before: '2026-06-20' });
  expect(await face().stopByLink(visitor, { ticket })).toEqual({ stopped: true });
  expect(await face().stopByLink(visitor, { ticket })).toEqual({ stopped: false });
  const sent = (await lettersTo('vera@example.org')).length;
  await tellSlots([at('of-okrug-2', 50)]);
  await tell();
  expect(await lettersTo('vera@example.org')).toHaveLength(sent);
  await expect(
    face().stopByLink(visitor, { ticket: `${ticket.slice(0, -2)}xx` }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a wanted date is ahead; letters that ask are counted by address', async () => {
  await expect(ask('g@example.org', { before: '2026-06-10' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  for (let n = 0; n < 5; n += 1) await ask('g@example.org');
  await expect(ask('g@example.org')).rejects.toMatchObject({ code: 'too-many-requests' });
});

test('freed is what is earlier than what was seen; the wanted day itself is too late', () => {
  const [early, late] = [new Date('2026-06-11T09:00:00Z'), new Date('2026-06-12T09:00:00Z')];
  expect([hasFreed(early, late), hasFreed(late, early), hasFreed(early, early)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([hasFreed(early, null), hasFreed(null, null)]).toEqual([true, false]);
  expect([suiting(early, late), suiting(late, late)]).toEqual([early, null]);
});

test('an alert ends with its date', async () => {
  await confirmed('dina@example.org', { before: '2026-06-12' });
  house.it.clock.advance(3 * 24 * 3_600_000);
  const { ended } = await face().tellAlerts(teller, {});
  expect(ended).toBe(1);
});
