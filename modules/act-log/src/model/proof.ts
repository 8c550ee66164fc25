import type { AuditKey } from '@otklik/kernel';
import { z } from 'zod';
import { dayHash, dayText, isSigned, leafOf, promiseText, type FilingDay } from './filing.ts';
import { rootFrom } from './merkle.ts';

export const PROOF_FORMAT = 'otklik-filing-proof/1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();
const signature = z.string().regex(/^[\w-]{86}$/);
const keyId = z.string().regex(/^[0-9a-f]{16}$/);
const region = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);
const count = z.number().int().min(0).max(1_000_000_000);

/** A proof of filing, as it is downloaded. */
export const filingProof = z.strictObject({
  format: z.literal(PROOF_FORMAT),
  site: z.string().max(200),
  filing: z.strictObject({
    region,
    number: z.string().regex(/^[\d-]{5,20}$/),
    filed: z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/),
    content_sha256: hash,
    salt: z.string().regex(/^[0-9a-f]{32}$/),
  }),
  leaf: hash,
  day,
  promise: z.strictObject({ signature, key_id: keyId }),
  /** Null until the day is over and sealed. */
  inclusion: z
    .strictObject({
      index: count,
      path: z.array(hash).max(40),
      count,
      total: count,
      root: hash,
      prev: hash,
      hash,
      signature,
      key_id: keyId,
    })
    .nullable(),
});

export type FilingProof = z.output<typeof filingProof>;

/** The signed day that a proof carries. */
export function dayOf(proof: FilingProof): FilingDay | null {
  const { inclusion } = proof;
  if (!inclusion) return null;
  const { index: _index, path: _path, key_id, ...rest } = inclusion;
  return { region: proof.filing.region, day: proof.day, ...rest, keyId: key_id };
}

/**
 * `leaf-changed`: number, time or hash of the content is not what was logged. `unknown-key`: signed by none of
 * the keys. `bad-signature`: a key signed something else. `not-in-root`: the path does not lead to the root.
 */
export type ProofProblem = 'leaf-changed' | 'unknown-key' | 'bad-signature' | 'not-in-root';

/** What is wrong with a proof taken by itself, given the installation's keys; null when nothing is. */
export function proofProblem(proof: FilingProof, keys: readonly AuditKey[]): ProofProblem | null {
  const { filing, leaf, promise, inclusion } = proof;
  if (leafOf(filing) !== leaf) return 'leaf-changed';
  const used = [promise.key_id, ...(inclusion ? [inclusion.key_id] : [])];
  if (used.some((id) => !keys.some((key) => key.id === id))) return 'unknown-key';
  const promised = promiseText(filing.region, proof.day, leaf);
  if (!isSigned(promised, promise.signature, promise.key_id, keys)) return 'bad-signature';
  const sealed = dayOf(proof);
  if (!sealed || !inclusion) return null;
  if (rootFrom(leaf, inclusion) !== sealed.root) return 'not-in-root';
  const text = dayText(sealed);
  const isWhole = dayHash(text) === sealed.hash;
  return isWhole && isSigned(text, sealed.signature, sealed.keyId, keys) ? null : 'bad-signature';
}
