import { AppError, defineCommand } from '@otklik/kernel';
import { daysFault } from '../model/days.ts';
import { nextLook } from '../model/telling.ts';
import { ownReferral } from '../policy.ts';
import { changeReferral as input } from '../schema.ts';
import { groundOf, judge, standingOf } from '../store/ground.ts';
import { lookOf } from '../store/look.ts';
import { clinicsOfReferrals } from '../store/names.ts';
import { writeFacts } from '../store/referrals.ts';
import { zoneOfReferral } from '../view.ts';

/**
 * What became of a referral: the appointment offered and the day of the visit. What a letter said stays said.
 * @throws AppError invalid-input (days), not-found
 */
export const changeReferral = defineCommand({
  name: 'guarantees.change-referral',
  input,
  limits: [{ per: 'principal', count_max: 200, window_s: 86_400, actors: ['person'] }],
  policy: ownReferral,
  async handle({ tx, subject: referral, input: { offeredOn, seenOn } }) {
    const ground = await groundOf(tx);
    const { givenOn } = referral.facts;
    const fault = daysFault({ givenOn, offeredOn, seenOn }, ground.today);
    if (fault) throw new AppError('invalid-input', { issues: [fault] });
    const facts = { ...referral.facts, offeredOn: offeredOn ?? null, seenOn: seenOn ?? null };
    const zone = zoneOfReferral(ground, facts, await clinicsOfReferrals(tx, [facts]));
    const standing = standingOf(judge(ground, facts, zone, tx.now), facts);
    const { told } = referral;
    const look = lookOf(ground, standing && nextLook(standing, told, ground.today), standing);
    await writeFacts(tx, referral, facts, { ...look, told });
    return { id: referral.id };
  },
  audit: ({ subject }) => ({ object: `referral:${subject.id}`, after: 'changed' }),
});
