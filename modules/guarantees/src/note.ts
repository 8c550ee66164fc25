import { AppError, type Tx } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { daysFault } from './model/days.ts';
import { nextLook, type Told } from './model/telling.ts';
import { judge, kindsOf, standingOf, type Ground } from './store/ground.ts';
import { lookOf } from './store/look.ts';
import type { Look, ReferralFacts } from './store/referrals.ts';

/** A referral as it was typed or sent. */
export interface AskedReferral {
  readonly kind: string;
  readonly givenOn: string;
  readonly specialty?: string | undefined;
  readonly clinic?: string | undefined;
  readonly offeredOn?: string | undefined;
  readonly seenOn?: string | undefined;
}

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
 * What is to be kept of a referral, and when it is looked at next. What already is so when it is noted is shown at once
 * and no letter repeats it.
 * @throws AppError invalid-input (`kind`, `specialty`, days), not-found (`clinic`)
 */
export async function noted(
  tx: Tx,
  ground: Ground,
  asked: AskedReferral,
): Promise<{ readonly facts: ReferralFacts; readonly look: Look; readonly told: Told }> {
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
  return { facts, look, told };
}
