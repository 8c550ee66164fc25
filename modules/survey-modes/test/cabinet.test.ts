import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, regionScope, type Actor } from '@otklik/kernel';
import { makeKeysOf } from '@otklik/survey-answers';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useServing } from '../../../apps/server/test/serving.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { askAll, linksTo, visit } from '../../surveys/test/town.ts';
import { askedFor } from '../src/from-cabinet.ts';
import { staff, visitor } from './town.ts';

const house = useServing();
const pairs = { own: generateKeyPairSync('ed25519'), other: generateKeyPairSync('ed25519') };
const system = (keyId: string): Actor => ({
  kind: 'key',
  region: REGION,
  keyId,
  scopes: ['cabinet:read'],
  origin: 'cabinet',
});
const own = system(randomUUID());
const other = system(randomUUID());
const faces = () => house.it.faces.surveyModes;
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  await makeKeysOf(house.it.app, REGION);
  for (const [actor, pair] of [
    [own, pairs.own],
    [other, pairs.other],
  ] as const)
    await faces().registerCabinet(
      { ...staff('administrator'), provenAt: house.it.clock.now() } as Actor,
      {
        name: 'Городской портал',
        keyId: (actor as Extract<Actor, { kind: 'key' }>).keyId,
        algorithm: 'EdDSA',
        publicKey: pem(pair.publicKey),
      },
    );
});
afterAll(() => boss.end());

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now_s = (): number => Math.floor(house.it.clock.now().getTime() / 1000);
const swear = (email: string, over: Record<string, unknown> = {}) => ({
  aud: `${REGION}/survey-cabinet`,
  iat: now_s(),
  exp: now_s() + 120,
  jti: newSecret(),
  email,
  email_verified: true,
  ...over,
});
const jws = (claims: object, header: object = { alg: 'EdDSA' }, pair = pairs.own): string => {
  const said = `${part(header)}.${part(claims)}`;
  return `${said}.${sign(null, Buffer.from(said), pair.privateKey).toString('base64url')}`;
};
const waiting = async (email: string, actor = own, pair = pairs.own) =>
  (await faces().readCabinet(actor, { assertion: jws(swear(email), { alg: 'EdDSA' }, pair) }))
    .invitations;
async function invite(...names: string[]): Promise<void> {
  const cli: Actor = { kind: 'system', region: REGION, name: 'cli' };
  const visits = JSON.stringify(names.map((name) => visit(name)));
  await house.it.faces.surveys.recordVisits(cli, { visits });
  await askAll(house.it);
}

describe('a cabinet of somebody else', () => {
  test('sees what waits for its own person, and nothing of anybody else', async () => {
    await invite('cab-a', 'cab-b');
    const [one, ...more] = await waiting('CAB-A@example.org');
    expect(more).toEqual([]);
    expect(Object.keys(one!).toSorted()).toEqual(
      ['expiresOn', 'handle', 'nameEn', 'nameRu', 'serviceCode', 'visitedOn'].toSorted(),
    );
    expect(await waiting('nobody@example.org')).toEqual([]);
    expect(await waiting('no address')).toEqual([]);
    // Another cabinet knows the same invitation by another name.
    const [same] = await waiting('cab-a@example.org', other, pairs.other);
    expect(same!.handle).not.toBe(one!.handle);
  });

  test('opens it by a link of its own; answered there it is gone everywhere', async () => {
    await invite('cab-open');
    const email = 'cab-open@example.org';
    const { handle } = (await waiting(email))[0]!;
    const opened = await faces().openFromCabinet(own, { assertion: jws(swear(email)), handle });
    const token = /\/survey\/([\w-]{43})$/.exec(opened.openUrl)![1]!;
    const finish = (link: string) =>
      house.it.faces.surveyAnswers.finish(visitor, {
        token: link,
        nonce: newSecret(),
        response: {
          item: [
            {
              linkId: 'visit',
              item: ['doctor', 'staff', 'building'].map((linkId) => ({
                linkId,
                answer: [
                  {
                    valueCoding: {
                      system: 'https://otklik.example/fhir/CodeSystem/five-point',
                      code: '5',
                    },
                  },
                ],
              })),
            },
          ],
        },
      });
    const mailed = linksTo(house.it, email)[0]!;
    const both = await Promise.allSettled([finish(token), finish(mailed)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'link-expired', data: { reason: 'spent' } },
    });
    expect(await waiting(email)).toEqual([]);
    await expect(
      faces().openFromCabinet(own, { assertion: jws(swear(email)), handle }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('every assertion that is not exactly right is refused alike', async () => {
    const email = 'cab-b@example.org';
    const right = swear(email);
    const said = `${part({ alg: 'HS256' })}.${part(right)}`;
    const hmac = createHmac('sha256', pem(pairs.own.publicKey)).update(said).digest('base64url');
    const used = jws(swear(email));
    await faces().readCabinet(own, { assertion: used });
    const wrong: Record<string, string> = {
      'no algorithm': `${part({ alg: 'none' })}.${part(right)}.`,
      'no algorithm, signed': jws(right, { alg: 'none' }),
      'another algorithm named': jws(right, { alg: 'RS256' }),
      'the public key as a secret': `${said}.${hmac}`,
      'another region': jws({ ...right, aud: 'RU-SPE/survey-cabinet' }),
      'another purpose': jws({ ...right, aud: `${REGION}/other` }),
      over: jws({ ...right, iat: now_s() - 200, exp: now_s() - 1 }),
      'too long a life': jws({ ...right, exp: now_s() + 3600 }),
      'from the future': jws({ ...right, iat: now_s() + 200, exp: now_s() + 300 }),
      'an address nobody checked': jws({ ...right, email_verified: false }),
      'another system': jws(right, { alg: 'EdDSA' }, pairs.other),
      'an unknown extension': jws(right, { alg: 'EdDSA', crit: ['b64'] }),
      twice: used,
      'no token at all': 'x'.repeat(60),
    };
    for (const [what, assertion] of Object.entries(wrong))
      await expect(faces().readCabinet(own, { assertion }), what).rejects.toMatchObject({
        code: 'credential-invalid',
        data: {},
      });
  });

  test('one assertion is used once, even at the same moment', async () => {
    const assertion = jws(swear('cab-b@example.org'));
    const ask = () =>
      house.it.app.store.withScope(
        regionScope(REGION),
        (tx) => askedFor({ app: house.it.app, tx }, (own as { keyId: string }).keyId, assertion),
        { now: house.it.clock.now() },
      );
    const both = await Promise.allSettled([ask(), ask(), ask()]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('knocks at two doors with a key of its own scope', async () => {
    await invite('cab-http');
    const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
    const made = await house.it.accounts.createApiKey(cli, {
      name: 'portal',
      scopes: ['cabinet:read'],
    });
    await faces().registerCabinet(
      { ...staff('administrator'), provenAt: house.it.clock.now() } as Actor,
      {
        name: 'Портал',
        keyId: made.keyId,
        algorithm: 'EdDSA',
        publicKey: pem(pairs.own.publicKey),
      },
    );
    const knock = (path: string, body: object, bearer = made.key) =>
      house.call(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const list = '/api/v1/cabinet/invitations';
    const assertion = () => jws(swear('cab-http@example.org'));
    const found = await knock(list, { assertion: assertion() });
    expect(found.status).toBe(200);
    const { invitations } = (await found.json()) as { invitations: { handle: string }[] };
    const { handle } = invitations[0]!;
    const opened = await knock('/api/v1/cabinet/invitations/open', {
      assertion: assertion(),
      handle,
    });
    expect(((await opened.json()) as { open_url: string }).open_url).toMatch(
      /\/survey\/[\w-]{43}$/,
    );
    expect((await knock(list, { assertion: 'x'.repeat(60) })).status).toBe(401);
    expect((await knock(list, { assertion: 1 })).status).toBe(422);
    const other_key = await house.key('visits:write');
    expect((await knock(list, { assertion: assertion() }, other_key)).status).toBe(403);
  });

  test('leaves no trace of whom it asked for', async () => {
    const { rows } = await boss.query(
      "select * from audit_rows where action in ('survey-modes.read-cabinet', 'survey-modes.open-from-cabinet')",
    );
    expect(rows.length).toBeGreaterThan(0);
    const kept = JSON.stringify([
      rows,
      (await boss.query('select * from cabinet_assertions')).rows,
    ]);
    expect(kept).not.toMatch(/cab-|example\.org/);
  });

  test('a key that is no cabinet’s, or a secret half, makes none', async () => {
    await expect(
      faces().readCabinet(system(randomUUID()), { assertion: jws(swear('a@b.ru')) }),
    ).rejects.toMatchObject({
      code: 'credential-invalid',
    });
    const secret = pairs.own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const boss_of_it = { ...staff('administrator'), provenAt: house.it.clock.now() } as Actor;
    await expect(
      faces().registerCabinet(boss_of_it, {
        name: 'Портал',
        keyId: randomUUID(),
        algorithm: 'EdDSA',
        publicKey: secret,
      }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
