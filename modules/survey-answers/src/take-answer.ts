import { randomUUID } from 'node:crypto';
import { AppError, type KeyPort, type Tx } from '@otklik/kernel';
import {
  calculate,
  cleanItems,
  judge,
  loadExpressions,
  type Expressions,
  type Form,
} from '@otklik/questionnaire';
import type { WeightClass } from '@otklik/surveys';
import type { Insertable } from 'kysely';
import { contentOf, type Mode } from './model/answer.ts';
import { sealBox } from './model/box.ts';
import { leafOfReceipt } from './model/counted.ts';
import { hashesOf } from './model/receipt.ts';
import { batchKeyOf, type BatchKey } from './store/keys.ts';
import { regionIn, type WaitingAnswerTable } from './store/tables.ts';

/** A finished form, whoever brought it. */
export interface NewAnswer {
  readonly form: { readonly id: string; readonly version: string; readonly definition: Form };
  /** A QuestionnaireResponse as it was sent. */
  readonly response: unknown;
  readonly placeId: string;
  readonly mode: Mode;
  readonly weightClass: WeightClass;
  /** `YYYY-MM-DD` in the region's zone. */
  readonly day: string;
  readonly doctorId?: string | null;
  /** The receipt's text, of `receiptOf` or of the way's own. */
  readonly receipt: string;
}

let library: Promise<Expressions> | undefined;
const NEEDS_EXPRESSIONS = /calculatedExpression|targetConstraint|questionnaire-constraint/;

// A published form never changes: what it needs is looked for once.
const needing = new WeakMap<Form, boolean>();
function needsExpressions(form: Form): boolean {
  const known = needing.get(form) ?? NEEDS_EXPRESSIONS.test(JSON.stringify(form.raw));
  needing.set(form, known);
  return known;
}

/** The library of expressions is large: it is read when the first form needs it. */
export async function expressionsFor(form: Form): Promise<Expressions | undefined> {
  if (!needsExpressions(form)) return undefined;
  library ??= loadExpressions();
  return library;
}

/**
 * The items of a response that may be kept, judged by the one engine.
 * @throws AppError invalid-input with `findings`: rule and linkId of each, never a value
 */
export async function judgedItems(form: Form, response: unknown) {
  const sent = typeof response === 'object' && response !== null ? response : {};
  const expressions = await expressionsFor(form);
  const item = expressions
    ? calculate(form, sent, expressions).items
    : (sent as { item?: unknown }).item;
  const cleaned = cleanItems(form, { ...sent, item });
  const whole = { resourceType: 'QuestionnaireResponse', status: 'completed', item: cleaned };
  const { valid, findings } = judge(form, whole, expressions ? { expressions } : {});
  if (valid) return cleaned;
  const faults = findings.filter(({ level }) => level === 'error').slice(0, 50);
  throw new AppError('invalid-input', {
    reason: 'response',
    findings: faults.map(({ rule, linkId }) => ({ rule, linkId })),
  });
}

/** A box that is ready to be put among those that wait. */
type Box = Insertable<WaitingAnswerTable>;

/**
 * Judges, divides codes from words and seals to the day's key. Asks the database nothing.
 * @throws AppError invalid-input
 */
export async function boxOf(tx: Tx, keys: KeyPort, answer: NewAnswer, key: BatchKey): Promise<Box> {
  const items = await judgedItems(answer.form.definition, answer.response);
  const { codes, texts } = contentOf(answer.form.definition, items);
  const hashes = hashesOf(keys, answer.receipt);
  const id = randomUUID();
  const sealed = sealBox(key.publicKey, regionIn(tx), id, {
    codes,
    texts: texts.map(([linkId, text]) => [linkId, text, hashes.comment(linkId)]),
    weightClass: answer.weightClass,
    doctorId: answer.doctorId ?? null,
    receiptHash: hashes.answer,
    leaf: leafOfReceipt(regionIn(tx), answer.receipt),
  });
  return {
    region_id: regionIn(tx),
    id,
    batch_key_id: key.id,
    place_id: answer.placeId,
    form_id: answer.form.id,
    form_version: answer.form.version,
    mode: answer.mode,
    day: answer.day,
    receipt_check: hashes.check,
    sealed,
  };
}

/**
 * The one way into the store of answers, for whoever has no draft. Nothing of it can be read back by whoever calls.
 * @throws AppError invalid-input, unavailable
 */
export async function takeAnswer(tx: Tx, keys: KeyPort, answer: NewAnswer): Promise<void> {
  const box = await boxOf(tx, keys, answer, await batchKeyOf(tx, answer.day));
  await tx.db.insertInto('waiting_answers').values(box).execute();
}
