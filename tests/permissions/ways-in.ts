import type { Actor, Tx } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { providerInput, providerOf } from '../../modules/accounts/src/oidc/providers.ts';
import {
  addChallenge,
  addFlow,
  addIdentity,
  addMailedLink,
  addPasskey,
  findPerson,
  putProvider,
  spendFlow,
} from '../../modules/accounts/src/store/index.ts';
import { createAnswer, getAnswer, newSoftPasskey } from '../support/soft-authenticator.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

const passkey = newSoftPasskey();
const CHALLENGE = 'c'.repeat(43);
const PROVIDER = {
  code: 'city',
  nameRu: 'Город',
  nameEn: 'City',
  issuer: 'https://id.example',
  clientId: 'a',
  clientSecret: 'b',
};
const onTheWay = { provider: 'city', locale: 'ru', state: 's', browser: 'b' } as const;
const question = (w: World) => ({ publicUrl: w.house.settings.publicUrl, challenge: CHALLENGE });
const hash = (w: World, purpose: string, value: string) =>
  w.house.app.ports.keys.hash(purpose, value);

/** The input of a try is read before its arrangement: what that makes gets this id. */
const KNOWN = '00000000-0000-7000-8000-00000000000b';
const nowKnown = async (tx: Tx, table: 'passkeys' | 'identities' | 'oidc_flows', id: string) =>
  tx.db.updateTable(table).set({ id: KNOWN }).where('id', '=', id).execute();
const provider: Sample['arrange'] = (tx) =>
  putProvider(tx, providerOf(providerInput.parse(PROVIDER)));

/** Only people of the house own something: an actor that has no row is left as it is. */
async function owner(
  tx: Tx,
  world: World,
  actor: Actor,
): Promise<{ personId: string; sessionId: string }> {
  if (actor.kind === 'person' && (await findPerson(tx, actor.personId))) return actor;
  return world.author;
}

const flow: Sample['arrange'] = async (tx, w, actor) => {
  await provider!(tx, w, actor);
  await addFlow(tx, {
    provider: 'city',
    purpose: 'sign-in',
    stateHash: hash(w, 'oidc-state', 's'),
    browserHash: hash(w, 'oidc-browser', 'b'),
    locale: 'ru',
  });
};
const spentFlow: Sample['arrange'] = async (tx, w, actor) => {
  await flow!(tx, w, actor);
  const spent = await spendFlow(tx, {
    stateHash: hash(w, 'oidc-state', 's'),
    browserHash: hash(w, 'oidc-browser', 'b'),
    provider: 'city',
  });
  await nowKnown(tx, 'oidc_flows', spent.id);
};
const ownPasskey: Sample['arrange'] = async (tx, w, actor) => {
  const { personId } = await owner(tx, w, actor);
  const jwk = passkey.publicKey.export({ format: 'jwk' });
  const part = (value: string | undefined) => Buffer.from(value ?? '', 'base64url');
  // The COSE form of a P-256 key (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    part(jwk.x),
    Buffer.from('225820', 'hex'),
    part(jwk.y),
  ]);
  const id = await addPasskey(tx, {
    personId,
    name: 'a',
    credentialId: passkey.id,
    publicKey: cose.toString('base64url'),
    signCount: 0,
    transports: [],
    userVerified: true,
    backedUp: false,
  });
  await nowKnown(tx, 'passkeys', id);
};
const asked =
  (purpose: 'register' | 'prove'): NonNullable<Sample['arrange']> =>
  async (tx, w, actor) => {
    const { personId } = await owner(tx, w, actor);
    const challengeHash = hash(w, 'passkey-challenge', CHALLENGE);
    await addChallenge(tx, {
      challengeHash,
      purpose,
      personId: purpose === 'prove' ? null : personId,
    });
  };
const mailed =
  (purpose: 'step-up' | 'new-address'): NonNullable<Sample['arrange']> =>
  async (tx, w, actor) => {
    const person = await owner(tx, w, actor);
    const step = purpose === 'step-up';
    const contactId = step
      ? person.personId
      : await contactFor(tx, { email: 'new@example.org', locale: 'ru' });
    const tokenHash = hash(w, step ? 'step-up-link' : 'new-address-link', 't');
    await addMailedLink(tx, person, { purpose, contactId, tokenHash });
  };
const handOver = (w: World, grantId: string) => ({
  grantId,
  toPersonId: w.author.personId,
  validTo: new Date(w.house.clock.now().getTime() + 86_400_000).toISOString(),
  reason: 'Holiday',
});
const one = (input: Sample['input'], arrange?: Sample['arrange']): Sample[] => [
  { input, ...(arrange ? { arrange } : {}) },
];
const region = { kind: 'region' } as const;

/** Everybody tries with a provider, a device or a letter of their own. */
export const WAYS_IN: Readonly<Record<string, readonly Sample[]>> = {
  'accounts.add-passkey': one(
    (w) => ({ name: 'a', credential: createAnswer(newSoftPasskey(), question(w)) }),
    asked('register'),
  ),
  'accounts.begin-oidc-link': one(() => onTheWay, provider),
  'accounts.begin-oidc-sign-in': one(() => onTheWay, provider),
  'accounts.begin-oidc-step-up': one(() => onTheWay, provider),
  'accounts.begin-passkey': one(() => ({})),
  'accounts.begin-passkey-proof': one(() => ({})),
  'accounts.complete-oidc': one(
    () => ({
      flowId: KNOWN,
      issuer: 'https://id.example',
      subject: 'x',
      email: null,
      assurance: 'simple',
      device: 'a/b',
      session: null,
    }),
    spentFlow,
  ),
  'accounts.confirm-address': one(() => ({ token: 't' }), mailed('new-address')),
  'accounts.confirm-step-up': one(() => ({ token: 't' }), mailed('step-up')),
  'accounts.hand-over-role': [
    { title: 'in the region', input: (w) => handOver(w, w.ids.grant) },
    { title: 'in the clinic', input: (w) => handOver(w, w.ids.clinicGrant) },
  ],
  'accounts.mail-step-up': one(
    () => ({}),
    async (tx, w, actor) => {
      const { personId } = await owner(tx, w, actor);
      await tx.db
        .updateTable('contacts')
        .set({ confirmed_at: tx.now })
        .where('id', '=', personId)
        .execute();
    },
  ),
  'accounts.park-deed': one(() => ({ path: '/my', fields: [] })),
  'accounts.put-identity-provider': one(() => PROVIDER),
  'accounts.remove-identity-provider': one(() => ({ code: 'city' }), provider),
  'accounts.remove-passkey': one(
    () => ({ passkeyId: KNOWN }),
    async (tx, w, actor) => {
      await ownPasskey!(tx, w, actor);
      const { personId } = await owner(tx, w, actor);
      await provider!(tx, w, actor);
      await addIdentity(tx, { personId, provider: 'city', index: 'i', assurance: 'simple' });
    },
  ),
  'accounts.rename-passkey': one(() => ({ passkeyId: KNOWN, name: 'b' }), ownPasskey),
  'accounts.request-address': one(() => ({ email: 'new@example.org', locale: 'ru' })),
  'accounts.spend-oidc-flow': one(() => ({ provider: 'city', state: 's', browser: 'b' }), flow),
  'accounts.turn-grants': one(() => ({})),
  'accounts.unlink-identity': one(
    () => ({ identityId: KNOWN }),
    async (tx, w, actor) => {
      await ownPasskey!(tx, w, actor);
      await provider!(tx, w, actor);
      const { personId } = await owner(tx, w, actor);
      const id = await addIdentity(tx, {
        personId,
        provider: 'city',
        index: 'i',
        assurance: 'simple',
      });
      await nowKnown(tx, 'identities', id);
    },
  ),
  'accounts.use-passkey': one(
    (w) => ({ credential: getAnswer(passkey, question(w)), device: 'a/b' }),
    async (tx, w, actor) => {
      await ownPasskey!(tx, w, actor);
      await asked('prove')(tx, w, actor);
    },
  ),
  'accounts.list-identity-providers': one(() => ({})),
  'accounts.list-role-history': [
    { title: 'in the region', input: () => ({ reach: region }) },
    { title: 'of the clinic', input: (w) => ({ reach: { kind: 'clinic', id: w.clinic.id } }) },
    { title: 'of a person', input: (w) => ({ personId: w.author.personId }) },
  ],
  'accounts.my-ways-in': one(() => ({})),
  'accounts.parked-deed': one((w) => ({ deedId: w.ids.deed })),
};
