import { newId, type Actor, type Grant } from '@otklik/kernel';
import { REGION, staff, visitor, type TestInstallation } from '../support/installation.ts';
import { filing } from './filed.ts';
import type { World } from './world.ts';

const everywhere: Grant['reach'] = { kind: 'region' };
const LONG = 'Второй кабинет откроем после ремонта, работы уже начаты.';
const SIGNER = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };
const DAY_ms = 86_400_000;

/** What is refused about duplicates, second looks, later dates, changed answers and subscriptions. */
export function moreTries(house: () => TestInstallation, world: () => World) {
  const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
  const executor = staff(newId(), { role: 'executor', reach: everywhere });
  const both = staff(
    newId(),
    { role: 'executor', reach: everywhere },
    { role: 'moderator', reach: everywhere },
  );
  const { cases, complaints } = {
    cases: () => house().faces.cases,
    complaints: () => house().faces.complaints,
  };
  const at = (state: string) => ({ number: world().cases[state]!.number });
  const holder = (state: string): Actor => ({
    kind: 'receipt',
    region: REGION,
    caseId: world().cases[state]!.id,
    origin: 'x',
  });
  const inDays = (days: number): string =>
    new Date(house().clock.now().getTime() + days * DAY_ms).toISOString().slice(0, 10);
  const { filed, published } = filing(house, world, moderator);
  const promise = (actor: Actor, number: string) =>
    cases().promiseDate(actor, { number, text: LONG, until: inDays(10), ...SIGNER });
  const later = (number: string, days: number) =>
    cases().askExtension(executor, {
      number,
      text: LONG,
      reason: 'supplier',
      until: inDays(days),
      ...SIGNER,
    });
  const accept = (actor: Actor, number: string) =>
    cases().decideProposal(actor, { number, finding: 'accepted' });
  return {
    'number-for-life-left': async () => {
      const number = await filed({
        story: 'Просили СНИЛС 112-233-445 95, а потом приняли через два часа.',
      });
      return complaints().publishComplaint(moderator, { number });
    },
    'interim-by-its-writer': async () => {
      const number = await published();
      await promise(both, number);
      return accept(both, number);
    },
    'extension-not-later': async () => {
      const number = await published();
      await promise(executor, number);
      await accept(moderator, number);
      return later(number, 9);
    },
    'second-extension-by-moderator': async () => {
      const number = await published();
      await promise(executor, number);
      await accept(moderator, number);
      await later(number, 12);
      await accept(moderator, number);
      await later(number, 14);
      return accept(moderator, number);
    },
    'support-by-nobody': () => cases().supportCase(visitor(), at('in-work')),
    'support-unconfirmed': () => cases().supportCase(staff(newId()), at('in-work')),
    'support-own': () => cases().supportCase(holder('in-work'), at('in-work')),
    'support-twice': async () => {
      await cases().supportCase(holder('confirmed'), at('in-work'));
      return cases().supportCase(holder('confirmed'), at('in-work'));
    },
    'support-late': () => cases().supportCase(holder('in-work'), at('confirmed')),
    'merge-with-itself': () =>
      cases().mergeCase(moderator, { ...at('in-work'), lead: at('in-work').number }),
    'merge-with-other-clinic': async () =>
      cases().mergeCase(moderator, {
        number: await published({ clinic: world().otherClinic.code }),
        lead: at('in-work').number,
      }),
    'merge-answered': () =>
      cases().mergeCase(moderator, { ...at('answered'), lead: at('in-work').number }),
    'unmerge-single': () => cases().unmergeCase(moderator, at('in-work')),
    'answer-at-member': async () => {
      const [number, lead] = [await published(), await published()];
      await cases().mergeCase(moderator, { number, lead });
      const answer = { text: LONG, outcome: 'no-change', ...SIGNER } as const;
      return cases().handInAnswer(executor, { number, ...answer });
    },
    'answer-amended-late': () => cases().amendAnswer(executor, { ...at('answered'), text: LONG }),
    'answer-changed-twice': async () => {
      await cases().addToAnswer(executor, { ...at('confirmed'), text: LONG });
      return cases().addToAnswer(executor, { ...at('confirmed'), text: LONG });
    },
    'subscribe-to-nowhere': () =>
      house().faces.subscriptions.subscribe(world().author, {
        target: { district: 'nowhere' },
        frequency: 'weekly',
      }),
    'subscription-link-unknown': () =>
      house().faces.subscriptions.confirmSubscription(visitor(), { token: 'x'.repeat(43) }),
  };
}
