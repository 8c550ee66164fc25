import { AppError, isAppError, type App, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { invitationsOf, personOfEmail, type Mine } from '@otklik/surveys';
import { audienceOf, readAssertion } from './model/assertion.ts';
import { cabinetOfKey, spendAssertion, type Cabinet } from './store/cabinets.ts';
import { regionIn } from './store/tables.ts';

export interface Asked {
  readonly cabinet: Cabinet;
  /** What waits for the person, each under a name that this cabinet alone knows it by. */
  readonly waiting: readonly (Mine & { readonly handle: string })[];
}

/** Who has no such address has nothing waiting: a cabinet does not learn whom we know. */
async function minesOf(tx: Tx, email: string, today: string): Promise<readonly Mine[]> {
  let personId: string | null;
  try {
    personId = await personOfEmail(tx, email);
  } catch (refusal) {
    if (!isAppError(refusal) || refusal.code !== 'invalid-input') throw refusal;
    personId = null;
  }
  return personId ? invitationsOf(tx, personId, today) : [];
}

/**
 * The invitations of whoever a cabinet swears for. Wrong, old, used, foreign and unsigned assertions are refused
 * alike.
 * @throws AppError credential-invalid
 */
export async function askedFor(
  { app, tx }: { readonly app: App; readonly tx: Tx },
  keyId: string,
  assertion: string,
): Promise<Asked> {
  const today = await todayOf(tx);
  const { keys } = app.ports;
  const cabinet = await cabinetOfKey(tx, keyId, today);
  if (!cabinet) throw new AppError('credential-invalid');
  const claims = readAssertion(assertion, {
    algorithm: cabinet.algorithm,
    publicKey: cabinet.public_key,
    audience: audienceOf(regionIn(tx)),
    now_s: Math.floor(tx.now.getTime() / 1000),
  });
  if (!claims) throw new AppError('credential-invalid');
  const spent = {
    hash: keys.hash('cabinet-assertion', claims.jti),
    expiresAt: new Date(claims.exp * 1000),
  };
  if (!(await spendAssertion(tx, cabinet.id, spent))) throw new AppError('credential-invalid');
  const mine = await minesOf(tx, claims.email, today);
  const handleOf = (id: string): string => keys.hash('cabinet-handle', `${cabinet.id}|${id}`);
  return { cabinet, waiting: mine.map((one) => ({ ...one, handle: handleOf(one.id) })) };
}
