import type { KeyPort, ProofOfWorkPort } from '@otklik/kernel';
import { createChallenge, verifySolution } from 'altcha-lib/v1';

const VALID_ms = 10 * 60_000;
const SOLUTION_chars = 2000;
const HEX_256 = /^[0-9a-f]{64}$/;
/** Exactly the salts that we make: random, then what the puzzle is bound to, then a delimiter. */
const SALT = /^[0-9a-f]{24}\?(action=[^&?]{1,200}&expires=\d{1,12})&$/;

export interface ProofOfWorkOptions {
  readonly hash: KeyPort['hash'];
  /** Largest secret number; a sender tries half of it on average. A function: it may follow the load. */
  readonly difficulty?: number | (() => number | Promise<number>);
}

/**
 * Puzzles by SHA-256 in the ALTCHA v1 form, signed with a key of this installation. A puzzle is bound
 * to one action by its signed salt and is over after 10 minutes. Verifying twice says yes twice: the
 * caller must store the id (the challenge) until `expiresAt` under a unique index.
 */
export function createProofOfWork(options: ProofOfWorkOptions): ProofOfWorkPort {
  const { hash, difficulty = 50_000 } = options;
  const hmacKey = hash('pow', 'signature v1');
  return {
    async challenge(action, now) {
      const made = await createChallenge({
        algorithm: 'SHA-256',
        hmacKey,
        maxnumber: typeof difficulty === 'function' ? await difficulty() : difficulty,
        params: { action },
        expires: new Date(now.getTime() + VALID_ms),
      });
      return { ...made, maxnumber: made.maxnumber ?? 0 };
    },
    async verify(action, solution, now) {
      const payload = parse(solution);
      const bound = SALT.exec(payload?.salt ?? '')?.[1];
      if (!payload || bound === undefined) return null;
      const params = new URLSearchParams(bound);
      const expiresAt = new Date(Number(params.get('expires')) * 1000);
      if (params.get('action') !== action || expiresAt.getTime() <= now.getTime()) return null;
      // The library would ask the machine's clock about the end; ours is the given instant.
      const solved = await verifySolution(payload, hmacKey, false);
      return solved ? { id: payload.challenge, expiresAt } : null;
    },
  };
}

interface Payload {
  algorithm: 'SHA-256';
  challenge: string;
  number: number;
  salt: string;
  signature: string;
}

/** Base64 of JSON with just these five fields of these forms; null otherwise. */
function parse(solution: string): Payload | null {
  if (solution.length > SOLUTION_chars) return null;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(solution, 'base64').toString('utf8'));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { algorithm, challenge, number, salt, signature } = value as Record<string, unknown>;
  if (algorithm !== 'SHA-256' || typeof salt !== 'string') return null;
  if (typeof challenge !== 'string' || !HEX_256.test(challenge)) return null;
  if (typeof signature !== 'string' || !HEX_256.test(signature)) return null;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return null;
  return { algorithm, challenge, number, salt, signature };
}
