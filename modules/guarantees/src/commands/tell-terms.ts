import { defineCommand, type Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { dueWord, nextLook, type Told } from '../model/telling.ts';
import { onlyTeller } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { groundOf, judge, standingOf, type Ground } from '../store/ground.ts';
import { lookOf } from '../store/look.ts';
import { clinicsOfReferrals } from '../store/names.ts';
import { dueReferrals, setRow, type Referral } from '../store/referrals.ts';
import { zoneOfReferral } from '../view.ts';

const AT_ONCE = 500;

/**
 * Looks at the terms whose day to look has come, and at those that were counted by other norms, another calendar or
 * another setting. A letter says a date and where to look, nothing of what it is about.
 */
export const tellTerms = defineCommand({
  name: 'guarantees.tell-terms',
  input,
  policy: onlyTeller,
  async handle({ tx }) {
    const ground = await groundOf(tx);
    const due = await dueReferrals(tx, ground.today, ground.reckonedBy, AT_ONCE);
    const clinics = await clinicsOfReferrals(
      tx,
      due.map(({ facts }) => facts),
    );
    let told = 0;
    for (const referral of due) {
      const zone = zoneOfReferral(ground, referral.facts, clinics);
      if (await look(tx, ground, referral, zone)) told += 1;
    }
    return { told, looked: due.length };
  },
  audit: ({ output }) => ({ object: 'guarantees', after: `told ${output.told}` }),
});

/** @returns whether a letter leaves */
async function look(tx: Tx, ground: Ground, referral: Referral, zone: string): Promise<boolean> {
  const standing = standingOf(judge(ground, referral.facts, zone, tx.now), referral.facts);
  const word = standing && dueWord(standing, referral.told, ground.today);
  const told: Told = word ?? referral.told;
  const next = standing && nextLook(standing, told, ground.today);
  await setRow(tx, referral.id, { told, ...lookOf(ground, next, standing) });
  if (!standing || !word) return false;
  // The key of a letter is kept for good: each word once, whatever moves the last day.
  const sent = await sendLetter(tx, {
    contactId: referral.personId,
    template: word === 'near' ? 'term-near' : 'term-over',
    key: `term-${word}:${referral.id}`,
    data: { lastDay: standing.lastDay, path: '/my/referrals' },
  });
  return sent !== null;
}
