/** What a checker finds out at a place, by the indicator that it serves. No respondent can tell it. */
export const FACTS = {
  stand: '1.1',
  'stand-norm': '1.1',
  site: '1.1',
  'site-norm': '1.1',
  'remote-ways': '1.2',
  conditions: '2.1',
  'wait-limit-days': '2.2',
  premises: '3.1',
  services: '3.2',
} as const;
export type Fact = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as readonly Fact[];

/** The most that can be counted of each: no more pieces of information, ways or conditions are named. */
export const FACTS_MAX: Readonly<Record<Fact, number>> = {
  stand: 500,
  'stand-norm': 500,
  site: 500,
  'site-norm': 500,
  'remote-ways': 50,
  conditions: 50,
  'wait-limit-days': 365,
  premises: 50,
  services: 50,
};

/** An organisation is assessed at least once in so many years: what is older is told, and counts no more. */
export const FACT_YEARS = 3;

export interface FactFound {
  readonly fact: Fact;
  readonly value: number;
  /** `YYYY-MM-DD` */
  readonly checkedOn: string;
  readonly source: string;
}

const yearsBefore = (day: string, years: number): string =>
  `${String(Number(day.slice(0, 4)) - years)}${day.slice(4)}`;

/** The last word on each fact up to a day, and those whose last word is too old to count. */
export function factsOn(
  found: readonly FactFound[],
  day: string,
): { readonly living: ReadonlyMap<Fact, FactFound>; readonly stale: readonly FactFound[] } {
  const last = new Map<Fact, FactFound>();
  for (const one of found)
    if (one.checkedOn <= day && one.checkedOn > (last.get(one.fact)?.checkedOn ?? ''))
      last.set(one.fact, one);
  const isStale = ({ checkedOn }: FactFound) => checkedOn < yearsBefore(day, FACT_YEARS);
  return {
    living: new Map([...last].filter(([, one]) => !isStale(one))),
    stale: [...last.values()].filter(isStale),
  };
}

/** More was found than there is to find: a slip of the hand. Names of the facts that are too much. */
export function overNorm(facts: Readonly<Partial<Record<Fact, number>>>): Fact[] {
  const beyond = (have: Fact, norm: Fact): Fact[] =>
    (facts[have] ?? 0) > (facts[norm] ?? Infinity) ? [have] : [];
  return [...beyond('stand', 'stand-norm'), ...beyond('site', 'site-norm')];
}
