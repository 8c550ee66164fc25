import { describe, expect, test } from 'vitest';
import { newId, type Actor } from '@otklik/kernel';
import { proven, REGION, staff, useInstallation } from '../../../tests/support/installation.ts';

const house = useInstallation();
const HOUR_ms = 3_600_000;
const door = { region: REGION, origin: 'x' };
const cli: Actor = { kind: 'system', region: REGION, name: 'cli' };
const chief = proven(staff(newId(), { role: 'administrator', reach: { kind: 'region' } }));
const accounts = () => house.it.accounts;
let names = 0;
const made = async (quota: { perHour?: number; perDay?: number; until?: string } = {}) => {
  const name = `machine ${(names += 1)}`;
  const { key, keyId } = await accounts().createApiKey(cli, {
    name,
    scopes: ['complaints:write'],
    ...quota,
  });
  return { key, keyId, actor: (await accounts().actorFromKey({ ...door, key }))! };
};
/** Any question counts: one that every actor may ask. */
const ask = (actor: Actor) => house.it.faces.complaints.listTopics(actor, {});
const listed = async (keyId: string) =>
  (await accounts().listApiKeys(chief, {})).find((one) => one.keyId === keyId)!;

describe('a key’s quota', () => {
  test('counts everything that the key asks, by the hour and by the day, and no other key’s', async () => {
    const one = await made({ perHour: 2, perDay: 5 });
    const other = await made({ perHour: 2, perDay: 5 });
    await ask(one.actor);
    await ask(one.actor);
    await expect(ask(one.actor)).rejects.toMatchObject({
      code: 'too-many-requests',
      data: { limit: { count_max: 2, window_s: 3600 } },
    });
    await ask(other.actor);
    house.it.clock.advance(HOUR_ms);
    await ask(one.actor);
    await ask(one.actor);
    house.it.clock.advance(HOUR_ms);
    // The refused try counted too: five in a day are over, whatever the hour allows.
    await expect(ask(one.actor)).rejects.toMatchObject({
      data: { limit: { count_max: 5, window_s: 86_400 } },
    });
    await ask(other.actor);
    house.it.clock.advance(24 * HOUR_ms);
    await ask(one.actor);
  });

  test('holds for what it files as well', async () => {
    const { actor } = await made({ perHour: 1 });
    await ask(actor);
    await expect(
      house.it.faces.complaints.fileComplaint(actor, {
        clinic: 'msk-a-001-x',
        topic: 'no-shoe-covers',
        story: 'На входе нет бахил, автомат пустой.',
        email: 'machine@example.org',
        facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
      }),
    ).rejects.toMatchObject({ code: 'too-many-requests' });
  });
});

describe('a key', () => {
  test('opens nothing once its last day is over, as if it were revoked', async () => {
    const today = house.it.clock.now().toISOString().slice(0, 10);
    const { key, keyId } = await made({ until: today });
    expect((await listed(keyId)).isLiving).toBe(true);
    house.it.clock.advance(24 * HOUR_ms);
    expect(await accounts().actorFromKey({ ...door, key })).toBeNull();
    expect((await listed(keyId)).isLiving).toBe(false);
    await expect(made({ until: today })).rejects.toMatchObject({ code: 'date-unfit' });
    // A new day brings it back; a revoked one stays shut.
    await accounts().setApiKeyQuota(chief, { keyId, perHour: 7, perDay: 9 });
    expect(await accounts().actorFromKey({ ...door, key })).toMatchObject({
      quota: { per_hour_max: 7, per_day_max: 9 },
    });
    await accounts().revokeApiKey(chief, { keyId });
    expect(await accounts().actorFromKey({ ...door, key })).toBeNull();
    await expect(
      accounts().setApiKeyQuota(chief, { keyId, perHour: 7, perDay: 9 }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('has scopes of the list alone, and its last day of use is seen', async () => {
    await expect(
      accounts().createApiKey(cli, { name: 'all', scopes: ['everything' as never] }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const { keyId } = await made();
    expect(await listed(keyId)).toMatchObject({
      lastUsedDay: house.it.clock.now().toISOString().slice(0, 10),
      perHour: 6000,
      perDay: 60_000,
      scopes: ['complaints:write'],
    });
    expect(JSON.stringify(await accounts().listApiKeys(chief, {}))).not.toContain('otk_');
  });

  test('is made and changed by an administrator of the region with a fresh proof', async () => {
    const stale = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
    const fresh = { name: 'fresh', scopes: ['complaints:write' as const] };
    await expect(accounts().createApiKey(stale, fresh)).rejects.toMatchObject({
      code: 'step-up-required',
    });
    const ofClinic = proven(
      staff(newId(), { role: 'administrator', reach: { kind: 'clinic', id: newId() } }),
    );
    await expect(accounts().listApiKeys(ofClinic, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      accounts().listApiKeys(staff(newId(), { role: 'moderator', reach: { kind: 'region' } }), {}),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
