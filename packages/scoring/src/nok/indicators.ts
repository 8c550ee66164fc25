import type { Json } from '../read.ts';
import { amountOrNull, countAt, isObject, objectAt } from '../read.ts';
import { ScoringError } from '../method.ts';

/** What an indicator came to: null when nobody answered or counted; `onePart` when one of its two halves is missing. */
export interface Indicator {
  readonly value: number | null;
  readonly onePart?: boolean;
}

type Formula = (given: Json) => Indicator;

/** The indicators of 2018 by their numbers; each gives 0 to 100. */
export const FORMULAS: Readonly<Record<string, Formula>> = {
  '1.1': (given) => {
    const part = objectAt(given, 'openness');
    return sole(halves(ratio(part, 'stand', 'standNorm'), ratio(part, 'site', 'siteNorm')).value);
  },
  '1.2': (given) => {
    const ways = amountOrNull(objectAt(given, 'openness'), 'remoteWays');
    return sole(ways === null ? null : ways > 3 ? 100 : 30 * ways);
  },
  '1.3': (given) => {
    const part = objectAt(given, 'openness');
    return halves(share(part, 'satisfiedStand'), share(part, 'satisfiedSite'));
  },
  '2.1': (given) => sole(upTo5(amountOrNull(objectAt(given, 'comfort'), 'conditions'))),
  '2.2': (given) => {
    const comfort = objectAt(given, 'comfort');
    const waiting = isObject(comfort['waiting']) ? comfort['waiting'] : {};
    return halves(waitScore(waiting), share(waiting, 'onTime'));
  },
  '2.3': (given) => sole(share(objectAt(given, 'comfort'), 'satisfied')),
  '3.1': (given) => sole(upTo5(amountOrNull(objectAt(given, 'disability'), 'premises'))),
  '3.2': (given) => sole(upTo5(amountOrNull(objectAt(given, 'disability'), 'services'))),
  '3.3': (given) => sole(share(objectAt(given, 'disability'), 'satisfied')),
  '4.1': (given) => sole(share(objectAt(given, 'politeness'), 'firstContact')),
  '4.2': (given) => sole(share(objectAt(given, 'politeness'), 'providers')),
  '4.3': (given) => sole(share(objectAt(given, 'politeness'), 'remote')),
  '5.1': (given) => sole(share(objectAt(given, 'satisfaction'), 'recommend')),
  '5.2': (given) => sole(share(objectAt(given, 'satisfaction'), 'organisation')),
  '5.3': (given) => sole(share(objectAt(given, 'satisfaction'), 'overall')),
};

function sole(value: number | null): Indicator {
  return { value };
}

/** The mean of two parts; one alone stands for both and is marked. */
function halves(a: number | null, b: number | null): Indicator {
  if (a === null || b === null) return { value: a ?? b, onePart: (a ?? b) !== null };
  return { value: (a + b) / 2 };
}

function ratio(holder: Json, have: string, norm: string): number | null {
  const amount = amountOrNull(holder, have);
  const whole = amountOrNull(holder, norm);
  return amount === null || whole === null || whole === 0 ? null : (100 * amount) / whole;
}

/** Percent of those who answered that question; null when nobody did. */
function share(holder: Json, name: string): number | null {
  const answers = holder[name];
  if (answers === undefined || answers === null) return null;
  if (!isObject(answers)) throw new ScoringError('input-invalid', name);
  const yes = countAt(answers, 'yes');
  const answered = countAt(answers, 'answered');
  if (yes > answered) throw new ScoringError('input-invalid', name);
  return answered === 0 ? null : (100 * yes) / answered;
}

/** Null where nobody has counted. */
function upTo5(count: number | null): number | null {
  if (count === null) return null;
  return count >= 5 ? 100 : 20 * count;
}

/** Points for the days or hours a mean wait lies below the limit; half the limit or less is full marks. */
const POINTS = [10, 20, 40, 60];

function waitScore(waiting: Json): number | null {
  const limit = amountOrNull(waiting, 'limit');
  const wait = amountOrNull(waiting, 'meanWait');
  if (limit === null || wait === null) return null;
  if (wait > limit) return 0;
  if (wait <= limit / 2) return 100;
  const spared = Math.floor(limit - wait);
  return POINTS[Math.min(spared, POINTS.length - 1)] ?? null;
}
