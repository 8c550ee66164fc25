import { newId, type Actor, type Grant } from '@otklik/kernel';
import { staff, type TestInstallation } from '../support/installation.ts';
import type { World } from './world.ts';

/** What is refused about filing for another, tried on the world of permissions. */
export function assistedTries(house: () => TestInstallation, world: () => World) {
  const everywhere: Grant = { role: 'clerk', reach: { kind: 'region' } };
  const hotline = staff(newId(), everywhere);
  const assisted = () => house().faces.assisted;
  const form = () => ({
    clinic: world().clinic.code,
    topic: 'wait-at-door-over-1h',
    story: 'Пришла к девяти утра, а приняли в половине двенадцатого.',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
    channel: 'telephone',
    notices: 'none',
    readBack: true,
  });
  const take = (actor: Actor, over: object = {}) =>
    assisted().fileFor(actor, { ...form(), ...over } as never);
  const verdict = (actor: Actor) =>
    assisted().actFor(actor, {
      what: 'verdict',
      verdict: 'confirmed',
      receipt: world().cases['answered']!.receipt,
    });
  const clerkOf = (id: string) => staff(newId(), { role: 'clerk', reach: { kind: 'clinic', id } });
  return {
    'filed-unread': () => take(hotline, { readBack: false }),
    'filed-out-of-reach': () => take(clerkOf(world().otherClinic.id)),
    'verdict-by-clinic-clerk': () => verdict(clerkOf(world().clinic.id)),
    'verdict-by-who-looked': async () => {
      const both = staff(newId(), everywhere, { role: 'moderator', reach: { kind: 'region' } });
      const { number, receipt } = await take(hotline);
      await house().faces.complaints.confirmReceipt(hotline, { receipt });
      await house().faces.complaints.publishComplaint(both, { number });
      return assisted().actFor(both, { what: 'withdraw', receipt });
    },
    'judged-by-who-spoke': async () => {
      const both = staff(newId(), everywhere, { role: 'moderator', reach: { kind: 'region' } });
      const { number, receipt } = await take(both);
      await house().faces.complaints.confirmReceipt(both, { receipt });
      return house().faces.complaints.publishComplaint(both, { number });
    },
    'no-rule-for-the-age': () =>
      take(hotline, { forWhom: { relation: 'parent', bornOn: '1980-01-01' } }),
    'notice-settled-twice': async () => {
      const call = { notices: 'call', contactName: 'Мария', phone: '+7 900 000-00-00' };
      const { number, receipt } = await take(hotline, call);
      await house().faces.complaints.confirmReceipt(hotline, { receipt });
      const judge = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
      await house().faces.complaints.publishComplaint(judge, { number });
      const notices = await assisted().listNotices(hotline, {});
      const { id } = notices.find((one) => one.number === number)!;
      const told = { noticeId: id, outcome: 'reached' } as const;
      await assisted().settleNotice(hotline, told);
      return assisted().settleNotice(hotline, told);
    },
  };
}
