import { newId, type Assurance, type Tx } from '@otklik/kernel';
import { SESSION_TERM_s } from '../model.ts';
import { dayOf, later, regionIn, type SignInMethod } from './tables.ts';

/** A new session row. @returns its id, for the account library's cookie */
export async function openSession(
  tx: Tx,
  facts: {
    readonly personId: string;
    readonly device: string;
    readonly secondFactor?: boolean;
    readonly demoSecondFactor?: boolean;
    /** False while a factor of the person's is still owed. */
    readonly proven: boolean;
    readonly method?: SignInMethod;
    readonly assurance?: Assurance;
  },
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('sessions')
    .values({
      region_id: regionIn(tx),
      id,
      person_id: facts.personId,
      device: facts.device,
      created_at: tx.now,
      expires_at: later(tx.now, SESSION_TERM_s),
      last_seen_day: dayOf(tx.now),
      second_factor_at: facts.secondFactor ? tx.now : null,
      demo_second_factor: facts.demoSecondFactor ?? false,
      proven_at: facts.proven ? tx.now : null,
      method: facts.method ?? 'link',
      assurance: facts.assurance ?? 'simple',
      ended_at: null,
    })
    .execute();
  return id;
}

const living = (tx: Tx) =>
  tx.db
    .selectFrom('sessions')
    .where('region_id', '=', regionIn(tx))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', tx.now);

export const findSession = (tx: Tx, id: string) =>
  living(tx)
    .select([
      'id',
      'person_id',
      'device',
      'last_seen_day',
      'second_factor_at',
      'demo_second_factor',
      'proven_at',
      'method',
      'assurance',
    ])
    .where('id', '=', id)
    .executeTakeFirst();

export const sessionsOf = (tx: Tx, personId: string) =>
  living(tx)
    .select(['id', 'device', 'created_at', 'last_seen_day', 'second_factor_at', 'method'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();

/** Ends one session of a person. @returns false when it is not theirs or has ended */
export async function endSession(tx: Tx, personId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('sessions')
    .set({ ended_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all sessions of a person, but one when told. @returns how many */
export async function endSessions(tx: Tx, personId: string, except?: string): Promise<number> {
  let update = tx.db
    .updateTable('sessions')
    .set({ ended_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  if (except) update = update.where('id', '!=', except);
  return Number((await update.executeTakeFirst()).numUpdatedRows);
}

/**
 * What a renewed session is renewed by: a second factor, another fresh proof, or none (then everything
 * proved before stays as old as it is).
 */
export type Proof = 'factor' | 'other' | 'none';

/** The same device and sign-in, a new session: after a change of rights or a proof the old cookie opens nothing. */
export async function renewSession(
  tx: Tx,
  facts: { readonly personId: string; readonly sessionId: string },
  proof: Proof = 'factor',
  assurance?: Assurance,
): Promise<string> {
  const old = await findSession(tx, facts.sessionId);
  await endSession(tx, facts.personId, facts.sessionId);
  const id = await openSession(tx, {
    personId: facts.personId,
    device: old?.device ?? 'other/other',
    demoSecondFactor: old?.demo_second_factor ?? false,
    proven: true,
    method: old?.method ?? 'link',
    assurance: assurance ?? old?.assurance ?? 'simple',
  });
  await tx.db
    .updateTable('sessions')
    .set({
      second_factor_at: proof === 'factor' ? tx.now : (old?.second_factor_at ?? null),
      proven_at: proof === 'none' ? (old?.proven_at ?? null) : tx.now,
    })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
  return id;
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('sessions')
    .set({ last_seen_day: dayOf(tx.now) })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}
