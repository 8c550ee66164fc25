import { json } from '@otklik/db';
import type { Actor, Tx } from '@otklik/kernel';
import { stopTicket } from '@otklik/subscriptions';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about subscriptions. */

const MINE = '00000000-0000-7000-8000-0000000000c1';
const TOKEN = 's'.repeat(43);
const daily = { frequency: 'daily', locale: 'ru' } as const;
type Arrange = NonNullable<Sample['arrange']>;

const rowOf = (tx: Tx, contact_id: string) => ({
  region_id: 'RU-MOW',
  contact_id,
  target_key: 'region',
  target: json({ kind: 'region' }),
  ...daily,
  created_at: tx.now,
});

/** The author's own. */
const subscribed: Arrange = async (tx, world) => {
  await tx.db
    .insertInto('subscriptions')
    .values({
      ...rowOf(tx, world.author.personId),
      id: MINE,
      kind: 'region',
      state: 'active',
      stop_reason: null,
      covered_until: tx.now,
    })
    .execute();
};
const asked: Arrange = async (tx, world) => {
  await tx.db
    .insertInto('subscription_requests')
    .values({
      ...rowOf(tx, world.author.personId),
      token_hash: world.house.app.ports.keys.hash('subscription', TOKEN),
      expires_at: new Date(tx.now.getTime() + 1000),
    })
    .execute();
};
const ticket = (world: World): string => stopTicket(world.house.app.ports.keys, MINE);
const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];
const ofAuthor = (rest: object = {}): Sample[] => [
  { input: () => ({ id: MINE, ...rest }), arrange: subscribed },
];
const byTicket: Sample[] = [{ input: (w) => ({ ticket: ticket(w) }), arrange: subscribed }];

export const SUBSCRIPTIONS: Readonly<Record<string, readonly Sample[]>> = {
  'subscriptions.subscribe': [
    {
      input: (w) => ({
        target: { clinic: w.clinic.code },
        ...daily,
        email: 'subscriber@example.org',
      }),
      options: { proofOfWork: 'no-script' },
    },
  ],
  'subscriptions.confirm-subscription': [{ input: () => ({ token: TOKEN }), arrange: asked }],
  'subscriptions.change-subscription': ofAuthor({ frequency: 'weekly' }),
  'subscriptions.stop-subscription': ofAuthor(),
  'subscriptions.stop-by-link': byTicket,
  'subscriptions.look-at-link': byTicket,
  'subscriptions.wake-subscribers': ask(),
  'subscriptions.plan-letters': ask(),
  'subscriptions.carry-letters': ask(() => ({ outcomes: [], take: 1 })),
  'subscriptions.forget-requests': ask(),
  'subscriptions.forget-letters': ask(),
  'subscriptions.list-mine': ask(),
  'subscriptions.describe-target': ask((w) => ({ target: { clinic: w.clinic.code } })),
  'subscriptions.read-feed': [
    {
      input: (w) => ({ target: { clinic: w.clinic.code } }),
      shows: (output: { entries: { state: string }[] }) =>
        [...new Set(output.entries.map((entry) => entry.state))].toSorted().join(', '),
    },
  ],
};
