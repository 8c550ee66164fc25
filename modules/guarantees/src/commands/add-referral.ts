import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { daysFault } from '../model/days.ts';
import { nextLook } from '../model/telling.ts';
import { oneself } from '../policy.ts';
import { addReferral as input } from '../schema.ts';
import { groundOf, judge, kindsOf, standingOf } from '../store/ground.ts';
import { lookOf } from '../store/look.ts';
import { addOwn, type ReferralFacts } from '../store/referrals.ts';

/** @throws AppError invalid-input (`specialty`) */
async function knownSpecialty(tx: Tx, id: string): Promise<string> {
  const row = await tx.db
    .selectFrom('specialties')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row)
    throw new AppError('invalid-input', { issues: [{ path: 'specialty', code: 'unknown' }] });
  return row.id;
}

/**
 * Somebody notes a referral of their own. What already is so when it is noted is shown at once and no letter repeats it.
 * @throws AppError invalid-input (`kind`, `specialty`, days), not-found (`clinic`), move-impossible (`too-many-referrals`)
 */
export const addReferral = defineCommand({
  name: 'guarantees.add-referral',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 86_400, actors: ['person'] }],
  policy: oneself,
  async handle({ tx, subject: personId, input: asked }) {
    const ground = await groundOf(tx);
    if (!kindsOf(ground).some(({ code }) => code === asked.kind))
      throw new AppError('invalid-input', { issues: [{ path: 'kind', code: 'unknown' }] });
    const fault = daysFault(asked, ground.today);
    if (fault) throw new AppError('invalid-input', { issues: [fault] });
    const clinic = asked.clinic ? await clinicByCode(tx, asked.clinic) : null;
    const facts: ReferralFacts = {
      kind: asked.kind,
      specialty: asked.specialty ? await knownSpecialty(tx, asked.specialty) : null,
      clinicId: clinic?.id ?? null,
      givenOn: asked.givenOn,
      offeredOn: asked.offeredOn ?? null,
      seenOn: asked.seenOn ?? null,
    };
    const judged = judge(ground, facts, clinic?.zone ?? ground.zone, tx.now);
    const standing = standingOf(judged, facts);
    const told =
      standing?.state === 'broken'
        ? 'over'
        : standing?.near && standing.near <= ground.today
          ? 'near'
          : 'nothing';
    const look = lookOf(ground, standing && nextLook(standing, told, ground.today), standing);
    return { id: await addOwn(tx, personId, facts, look, told) };
  },
  audit: ({ output }) => ({ object: `referral:${output.id}`, after: 'noted' }),
});
