import { dayHash, FIRST_PREV, isSigned, leafHash, pathOf, rootFrom, rootOf } from '@otklik/act-log';
import type { AuditKey, KeyPort } from '@otklik/kernel';

/** A day of counted answers, as it was signed. */
export interface AnswerDay {
  readonly region: string;
  /** `YYYY-MM-DD` in the region's zone. */
  readonly day: string;
  readonly count: number;
  /** With all days before. */
  readonly total: number;
  readonly root: string;
  /** The hash of the signed day before; 64 zeros for the first. */
  readonly prev: string;
  readonly hash: string;
  readonly signature: string;
  readonly keyId: string;
}

/** From a leaf to the signed root of its day. */
export interface CountedProof {
  readonly leaf: string;
  readonly index: number;
  readonly path: readonly string[];
  readonly day: AnswerDay;
}

/**
 * What stands in the public list for a receipt. Made of the receipt alone, without a key of ours, so that its holder
 * can find it by themselves; 128 random bits are in it, so nobody else can. SHA-256 over a byte 0 and the text.
 */
export const leafOfReceipt = (region: string, receipt: string): string =>
  leafHash(`otklik-survey-answer/1 ${region} ${receipt}`);

/** What is signed of a day: one line that anybody can put together from what is published. */
export const answerDayText = (
  day: Pick<AnswerDay, 'region' | 'day' | 'count' | 'total' | 'root' | 'prev'>,
): string =>
  `otklik-survey-answers/1 ${day.region} ${day.day} ${day.count} ${day.total} ${day.root} ${day.prev}`;

/** The day with its root and signature. @param leaves in any order */
export function signDay(
  keys: KeyPort,
  before: AnswerDay | null,
  {
    region,
    day,
    leaves,
  }: { readonly region: string; readonly day: string; readonly leaves: readonly string[] },
): AnswerDay {
  const facts = {
    region,
    day,
    count: leaves.length,
    total: (before?.total ?? 0) + leaves.length,
    root: rootOf(leaves.toSorted()),
    prev: before?.hash ?? FIRST_PREV,
  };
  const text = answerDayText(facts);
  const signature = keys.sign(Buffer.from(text));
  return { ...facts, hash: dayHash(text), signature, keyId: keys.auditKeyId };
}

/** The way from a leaf to the root of its day; null when it is not among the leaves. */
export function proveLeaf(
  leaf: string,
  leaves: readonly string[],
  day: AnswerDay,
): CountedProof | null {
  const sorted = leaves.toSorted();
  const index = sorted.indexOf(leaf);
  return index < 0 ? null : { leaf, index, path: pathOf(sorted, index), day };
}

/** `bad-signature`: the day is not what one of the keys signed; `not-in-root`: the path does not lead to its root. */
export function countedProblem(
  { leaf, index, path, day }: CountedProof,
  keys: readonly AuditKey[],
): 'bad-signature' | 'not-in-root' | null {
  const text = answerDayText(day);
  if (dayHash(text) !== day.hash || !isSigned(text, day.signature, day.keyId, keys))
    return 'bad-signature';
  return rootFrom(leaf, { index, count: day.count, path }) === day.root ? null : 'not-in-root';
}
