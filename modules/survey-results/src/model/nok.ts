import { scoreBy } from '@otklik/scoring';
import { FACTS, type Fact, type FactFound } from './nok-facts.ts';

/** Which of the method's sectors a place's sector is; a sector that is not here is not assessed. */
const SECTORS: Readonly<Record<string, string>> = {
  health: 'health',
  social: 'social',
  rehabilitation: 'social',
  school: 'education',
  kindergarten: 'education',
  culture: 'culture',
};
export const nokSector = (sector: string): string | null => SECTORS[sector] ?? null;

/** Codes of a form's questions whose answers are shares of «yes», by the indicator that they serve. */
export const SHARES = {
  '1.3-stand': '1.3',
  '1.3-site': '1.3',
  '2.2-on-time': '2.2',
  '2.3': '2.3',
  '3.3': '3.3',
  '4.1': '4.1',
  '4.2': '4.2',
  '4.3': '4.3',
  '5.1': '5.1',
  '5.2': '5.2',
  '5.3': '5.3',
} as const;
export type ShareCode = keyof typeof SHARES;
/** The one question whose answers are days. */
export const WAIT = '2.2-wait-days';

export interface Share {
  readonly yes: number;
  readonly answered: number;
}

/** What is shown of the answers: a code that is not here was not asked, or too few answered it. */
export interface NokAnswers {
  readonly shares: ReadonlyMap<ShareCode, Share>;
  readonly wait: { readonly meanDays: number; readonly n: number } | null;
}
export const NO_ANSWERS: NokAnswers = { shares: new Map(), wait: null };

/** An indicator with where it comes from; null: it could not be told. */
export interface NokIndicator {
  readonly indicator: string;
  readonly weight: number;
  readonly value: number | null;
  /** The smallest number of answers in it; null where no answers are. */
  readonly n: number | null;
  /** One of its two halves is missing. */
  readonly isHalf: boolean;
  readonly facts: readonly FactFound[];
  /** Why there is no value, or only half of one. */
  readonly lacks: readonly ('checks' | 'answers')[];
}

export interface Nok {
  readonly method: string;
  readonly version: string;
  readonly indicators: readonly NokIndicator[];
  readonly criteria: readonly { readonly criterion: string; readonly value: number | null }[];
  /** Null while a criterion has nothing. */
  readonly score: number | null;
  readonly band: string | null;
  /** Everything that the method asks for was there. */
  readonly isWhole: boolean;
}

const BOTH: Readonly<Record<string, readonly ('checks' | 'answers')[]>> = {
  '1.1': ['checks'],
  '1.2': ['checks'],
  '2.1': ['checks'],
  '2.2': ['checks', 'answers'],
  '3.1': ['checks'],
  '3.2': ['checks'],
};

/** The method's own shape of what is known; what is not known is left out, never zero. */
function inputOf(facts: ReadonlyMap<Fact, FactFound>, { shares, wait }: NokAnswers): object {
  const fact = (name: Fact): number | null => facts.get(name)?.value ?? null;
  const share = (code: ShareCode): Share | null => shares.get(code) ?? null;
  return {
    openness: {
      stand: fact('stand'),
      standNorm: fact('stand-norm'),
      site: fact('site'),
      siteNorm: fact('site-norm'),
      remoteWays: fact('remote-ways'),
      satisfiedStand: share('1.3-stand'),
      satisfiedSite: share('1.3-site'),
    },
    comfort: {
      conditions: fact('conditions'),
      waiting: {
        limit: fact('wait-limit-days'),
        meanWait: wait?.meanDays ?? null,
        onTime: share('2.2-on-time'),
      },
      satisfied: share('2.3'),
    },
    disability: {
      premises: fact('premises'),
      services: fact('services'),
      satisfied: share('3.3'),
    },
    politeness: { firstContact: share('4.1'), providers: share('4.2'), remote: share('4.3') },
    satisfaction: {
      recommend: share('5.1'),
      organisation: share('5.2'),
      overall: share('5.3'),
    },
  };
}

function lacksOf(
  indicator: string,
  facts: ReadonlyMap<Fact, FactFound>,
  { shares, wait }: NokAnswers,
): NokIndicator['lacks'] {
  const needed = (Object.keys(FACTS) as Fact[]).filter((fact) => FACTS[fact] === indicator);
  const asked = (Object.keys(SHARES) as ShareCode[]).filter((code) => SHARES[code] === indicator);
  const noChecks = needed.some((fact) => !facts.has(fact));
  const noAnswers =
    asked.some((code) => !shares.has(code)) || (indicator === '2.2' && wait === null);
  return (BOTH[indicator] ?? ['answers']).filter((one) =>
    one === 'checks' ? noChecks : noAnswers,
  );
}

/** Fewest answers in an indicator, of those that are there. */
function answersIn(indicator: string, { shares, wait }: NokAnswers): number | null {
  const numbers = [...shares]
    .filter(([code]) => SHARES[code] === indicator)
    .map(([, { answered }]) => answered);
  if (indicator === '2.2' && wait) numbers.push(wait.n);
  return numbers.length === 0 ? null : Math.min(...numbers);
}

/**
 * The assessment of 2018 of one place from what was checked and what is shown of the answers. Of answers it takes
 * nothing but shown counts, so it tells no more of anybody than they do.
 * @throws ScoringError for weights that are none
 */
export function nokOf(
  sector: string,
  weights: Readonly<Record<string, number>>,
  facts: ReadonlyMap<Fact, FactFound>,
  answers: NokAnswers,
): Nok {
  const input = { sector, ...inputOf(facts, answers) };
  const { method, version, result } = scoreBy('nok-2018', input, { [sector]: weights });
  const values = result['indicators'] as Record<string, number | null>;
  const halves = new Set(result['flags'] as string[]);
  const indicators = Object.entries(values).map(([indicator, value]) => ({
    indicator,
    weight: weights[indicator]!,
    value,
    n: answersIn(indicator, answers),
    isHalf: halves.has(`${indicator}:one-part`),
    facts: [...facts.values()].filter(({ fact }) => FACTS[fact] === indicator),
    lacks: lacksOf(indicator, facts, answers),
  }));
  const criteria = Object.entries(result['criteria'] as Record<string, number | null>).map(
    ([criterion, value]) => ({ criterion, value }),
  );
  return {
    method,
    version,
    indicators,
    criteria,
    score: result['score'] as number | null,
    band: result['band'] as string | null,
    isWhole: indicators.every(({ value, lacks }) => value !== null && lacks.length === 0),
  };
}
