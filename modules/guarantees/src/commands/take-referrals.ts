import {
  defineCommand,
  isAppError,
  validate,
  type KeyPort,
  type Tx,
  jsonRows,
} from '@otklik/kernel';
import { plainCode } from '../model/code.ts';
import { noted } from '../note.ts';
import { sendsReferrals } from '../policy.ts';
import { sentReferral, SENT_max, takeReferrals as input, type SentReferral } from '../schema.ts';
import { personsByCode } from '../store/codes.ts';
import { groundOf, type Ground } from '../store/ground.ts';
import { addOwn, isTakenAway, sentBefore, writeFacts } from '../store/referrals.ts';

/** What became of a row. `unknown-code`: nobody gave it, it ended, or it was taken back: which of them is not said. */
export interface SentOutcome {
  readonly outcome: 'new' | 'same' | 'changed' | 'refused';
  readonly code?: string;
  /** Names of fields; never what stood there. */
  readonly fields?: readonly string[];
}

function refusal(error: unknown): SentOutcome {
  if (!isAppError(error)) throw error;
  if (error.code === 'not-found') return { outcome: 'refused', code: 'unknown-clinic' };
  if (error.code === 'move-impossible') return { outcome: 'refused', code: 'too-many-referrals' };
  if (error.code !== 'invalid-input') throw error;
  const issues = (error.data['issues'] ?? []) as readonly { readonly path: string }[];
  return { outcome: 'refused', code: 'invalid', fields: issues.map(({ path }) => path) };
}

function read(row: unknown): SentReferral | SentOutcome {
  try {
    return validate(sentReferral, row);
  } catch (error) {
    return refusal(error);
  }
}

interface Sender {
  readonly tx: Tx;
  readonly ground: Ground;
  /** Keyed hashes of codes and of the system's names. */
  readonly keys: KeyPort;
  readonly keyId: string;
}

async function take(
  { tx, ground, keys, keyId }: Sender,
  row: SentReferral,
  personId: string,
): Promise<SentOutcome> {
  const { code: _code, referralId, ...asked } = row;
  const told_hash = keys.hash('sent-referral', JSON.stringify([keyId, referralId]));
  const before = await sentBefore(tx, told_hash);
  // Another's is as unknown as none; what its owner took away stays away.
  if (before && before.personId !== personId) return { outcome: 'refused', code: 'unknown-code' };
  if (!before && (await isTakenAway(tx, told_hash))) return { outcome: 'same' };
  const { facts, look, told } = await noted(tx, ground, asked);
  if (!before) {
    await addOwn(tx, personId, facts, { ...look, told, told_hash });
    return { outcome: 'new' };
  }
  if (JSON.stringify(facts) === JSON.stringify(before.facts)) return { outcome: 'same' };
  // What a letter said stays said.
  await writeFacts(tx, before, facts, { ...look, told: before.told });
  return { outcome: 'changed' };
}

/**
 * Takes referrals that a clinic's system sends of people who told it their code. Each row has its outcome, in the order
 * of the rows; a bad one never stops a good one, and the same again changes nothing.
 * @throws AppError invalid-input for what is no list of rows
 */
export const takeReferrals = defineCommand({
  name: 'guarantees.take-referrals',
  input,
  policy: sendsReferrals,
  async handle({ app, tx, subject: keyId, input: { referrals } }) {
    const { keys } = app.ports;
    const rows = jsonRows(referrals, SENT_max).map(read);
    const hashOf = ({ code }: SentReferral): string => {
      const plain = plainCode(code);
      return plain === null ? '' : keys.hash('referral-code', plain);
    };
    const persons = await personsByCode(
      tx,
      rows.flatMap((row) => ('outcome' in row ? [] : hashOf(row) || [])),
    );
    const sender: Sender = { tx, ground: await groundOf(tx), keys, keyId };
    const outcomes: SentOutcome[] = [];
    for (const row of rows) {
      if ('outcome' in row) {
        outcomes.push(row);
        continue;
      }
      const personId = persons.get(hashOf(row));
      outcomes.push(
        personId === undefined
          ? { outcome: 'refused', code: 'unknown-code' }
          : await take(sender, row, personId).catch(refusal),
      );
    }
    return { outcomes };
  },
  audit: ({ output: { outcomes } }) => ({
    object: 'referrals',
    after: `taken ${outcomes.filter(({ outcome }) => outcome !== 'refused').length} of ${outcomes.length}`,
  }),
});
