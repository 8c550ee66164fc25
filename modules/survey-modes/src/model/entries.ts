import { AppError } from '@otklik/kernel';

/** What one clerk typed from one sheet; null for an empty or a spoiled one. */
export type Typed = readonly Readonly<Record<string, unknown>>[] | null;

/** As long as a box of an answer: what is kept does not tell who wrote a comment. */
const ENTRY_characters = 8192;

/** @throws AppError invalid-input with reason too-long */
export function packed(typed: Typed): string {
  const text = JSON.stringify(typed);
  // A sign outside ASCII is longer when it is sealed than when it is counted.
  const ascii = text.replaceAll(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (ascii.length > 2 * ENTRY_characters)
    throw new AppError('invalid-input', { reason: 'too-long' });
  return ascii.padEnd(2 * ENTRY_characters, ' ');
}
export const unpacked = (text: string): Typed => JSON.parse(text) as Typed;

interface Answered {
  readonly linkId?: unknown;
  readonly answer?: unknown;
  readonly item?: unknown;
}

function* answersIn(items: unknown): Generator<readonly [string, string]> {
  for (const item of Array.isArray(items) ? (items as readonly Answered[]) : []) {
    if (item.answer !== undefined) yield [String(item.linkId), said(item.answer)];
    yield* answersIn(item.item);
  }
}

/** Words are compared without what two hands type differently: spaces and the size of letters. */
const said = (answer: unknown): string =>
  JSON.stringify(answer)
    .toLowerCase()
    .replaceAll(/(?:\\[nrt]|\s)+/g, ' ')
    .trim();

/** The questions that two clerks answered differently, in the order in which they were typed first. */
export function differences(one: Typed, two: Typed): readonly string[] {
  const first = new Map(answersIn(one));
  const second = new Map(answersIn(two));
  const asked = [...new Set([...first.keys(), ...second.keys()])];
  const differing = asked.filter((linkId) => first.get(linkId) !== second.get(linkId));
  // One of them saw an empty sheet: all of it differs.
  return (one === null) !== (two === null) && differing.length === 0 ? [''] : differing;
}

export interface Sheet {
  readonly sheet: number;
  readonly state: 'half' | 'agreed' | 'differs' | 'settled' | 'void' | 'taken';
}

/** The sheets of a batch that may be taken, or null while something is open or too few are there. */
export function sheetsToTake(sheets: readonly Sheet[], min: number): readonly number[] | null {
  if (sheets.some(({ state }) => state === 'half' || state === 'differs')) return null;
  const ready = sheets.filter(({ state }) => state === 'agreed' || state === 'settled');
  return ready.length >= min ? ready.map(({ sheet }) => sheet) : null;
}
