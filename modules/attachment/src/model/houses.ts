import { houseOf, type House } from './address.ts';

type Side = 'both' | 'odd' | 'even';
/** What a cell of houses holds: single houses, or a run of numbers on one side or both. */
export type HouseRule =
  | { readonly number: number; readonly rest: string }
  | { readonly from: number; readonly to: number | null; readonly side: Side };

export const RULES_max = 500;
const SIDES: readonly (readonly [RegExp, Side])[] = [
  [/^(?:нечет(?:ные|ная)?|odd)$/, 'odd'],
  [/^(?:чет(?:ные|ная)?|even)$/, 'even'],
  [/^(?:все|all|)$/, 'both'],
];
const sideOf = (word: string): Side | undefined =>
  SIDES.find(([pattern]) => pattern.test(word))?.[1];

function ruleOf(item: string): HouseRule | null {
  const text = item.trim().toLocaleLowerCase('ru').replaceAll('ё', 'е').replaceAll('–', '-');
  const whole = sideOf(text.replace(/\.$/, ''));
  if (whole) return { from: 1, to: null, side: whole };
  const run = /^(\d{1,4})\s*-\s*(\d{1,4})?(?:\s+([а-яa-z]+)\.?)?$/.exec(text);
  if (run) {
    const side = sideOf(run[3] ?? '');
    const [from, to] = [Number(run[1]), run[2] === undefined ? null : Number(run[2])];
    return side && from > 0 && (to === null || to >= from) ? { from, to, side } : null;
  }
  return houseOf(text);
}

/**
 * Rules of a cell: «1-15 нечет, 20, 22к1», «чет», «21-» or nothing for the whole street. Commas or semicolons part them.
 * @returns null where a part means nothing
 */
export function housesOf(cell: string): HouseRule[] | null {
  const items = cell.split(/[,;]/).map((item) => item.trim());
  if (items.length > RULES_max) return null;
  if (items.length > 1 && items.includes('')) return null;
  const rules = items.map(ruleOf);
  return rules.every((rule) => rule !== null) ? rules : null;
}

/**
 * How surely a rule means a house: 4 this very building, 3 its number, under 3 a run (the narrower the surer),
 * 0.5 another building of that number; 0: it does not.
 */
export function strengthOf(rule: HouseRule, { number, rest }: House): number {
  if ('number' in rule) {
    if (rule.number !== number) return 0;
    if (rule.rest === rest) return 4;
    return rule.rest === '' ? 3 : 0.5;
  }
  const isInside = number >= rule.from && (rule.to === null || number <= rule.to);
  if (!isInside || (rule.side !== 'both' && (number % 2 === 1) !== (rule.side === 'odd'))) return 0;
  // An open end is wider than any closed one; one side is narrower than both.
  const width = rule.to === null ? 100_000 - rule.from : rule.to - rule.from;
  return 1 + 1 / (1 + width * (rule.side === 'both' ? 2 : 1));
}
