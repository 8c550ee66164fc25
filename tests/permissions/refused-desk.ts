import { newId, type Actor, type Grant } from '@otklik/kernel';
import { REGION, staff, type TestInstallation } from '../support/installation.ts';
import { filing } from './filed.ts';
import type { World } from './world.ts';

const everywhere: Grant['reach'] = { kind: 'region' };
const HOUR_ms = 3_600_000;
const VIEWS_max = 20;
const SUBSCRIPTIONS_max = 50;

/** What is refused about dates of moves, subscriptions, named staff, systemic cases, take-downs and views of a queue. */
export function deskTries(house: () => TestInstallation, world: () => World) {
  const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
  const coordinator = staff(newId(), { role: 'coordinator', reach: everywhere });
  const controller = staff(newId(), { role: 'controller', reach: everywhere });
  const fresh = (actor: Actor): Actor => ({ ...actor, provenAt: house().clock.now() }) as Actor;
  const faces = () => house().faces;
  const { filed, published } = filing(house, world, moderator);
  const subscribe = (clinic: string) =>
    faces().subscriptions.subscribe(world().author, { target: { clinic }, frequency: 'weekly' });
  return {
    'move-back-dated': async () => {
      const number = await filed();
      house().clock.advance(-HOUR_ms);
      try {
        return await faces().complaints.publishComplaint(moderator, { number });
      } finally {
        house().clock.advance(HOUR_ms);
      }
    },
    'subscription-one-too-many': async () => {
      const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
      const { clinics } = await faces().registry.findClinics(visitor, { limit: 100 });
      for (const { code } of clinics.slice(0, SUBSCRIPTIONS_max)) await subscribe(code);
      return subscribe(clinics[SUBSCRIPTIONS_max]!.code);
    },
    'subscription-stopped': async () => {
      await subscribe(world().clinic.code);
      const { subscriptions } = faces();
      const { author } = world();
      const { id } = (await subscriptions.listMine(author, {})).subscriptions[0]!;
      await subscriptions.stopSubscription(author, { id });
      return subscriptions.changeSubscription(author, { id, frequency: 'daily' });
    },
    'named-nothing-settled': async () =>
      faces().namedStaff.settleLink(moderator, {
        number: await filed(),
        decision: 'removed',
        reason: 'Автор никого не назвал.',
        version: 0,
      }),
    'systemic-no-plan': () => faces().systemic.publishPlan(moderator, { number: world().systemic }),
    'systemic-own-message': async () => {
      const { author, systemic } = world();
      const both = { ...author, grants: [{ role: 'coordinator', reach: everywhere }] } as Actor;
      return faces().systemic.joinMember(both, { number: systemic, case: await published() });
    },
    'put-back-words-gone': async () => {
      const number = await published();
      const { id } = await faces().complaints.takeDown(fresh(controller), {
        number,
        kind: 'story',
        ground: 'personal-data',
        demandedBy: 'clinic',
        decidedBy: 'platform',
        decider: 'Отдел модерации',
        agreed: 'take-down',
      });
      await faces().complaints.eraseOwnComplaint(fresh(world().author), {
        number,
        agreed: 'erase',
      });
      return faces().complaints.putBack(fresh(controller), {
        id,
        ground: 'by-mistake',
        agreed: 'put-back',
      });
    },
    'views-one-too-many': async () => {
      for (let n = 0; n <= VIEWS_max; n += 1)
        await faces().desk.saveView(coordinator, {
          name: `Вид ${n}`,
          queue: 'all',
          filters: {},
          isDefault: false,
        });
    },
  };
}
