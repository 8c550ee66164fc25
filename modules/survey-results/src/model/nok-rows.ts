import { csvText } from '@otklik/kernel';
import type { Nok } from './nok.ts';

/** One line: an indicator, a criterion (`K1`) or the whole (`score`) of one place. */
export interface NokRow {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly of: string;
  readonly weight: number | null;
  /** 0 to 100; null: not known. */
  readonly value: number | null;
  /** Answers; null: none go into it, or too few. */
  readonly n: number | null;
  /** What is missing: checks, answers, or both, with a space between. */
  readonly lacks: string;
  readonly checked_on: string;
  readonly method: string;
  readonly weights_from: string;
  readonly weights_verified: boolean;
}

const HUNDREDTHS = 100;
const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * HUNDREDTHS) / HUNDREDTHS;

export function nokRows(
  place: string,
  about: {
    readonly from: string;
    readonly to: string;
    readonly weights: { readonly validFrom: string; readonly isVerified: boolean };
  },
  nok: Nok,
): NokRow[] {
  const head = {
    place,
    from: about.from,
    to: about.to,
    method: `${nok.method} ${nok.version}`,
    weights_from: about.weights.validFrom,
    weights_verified: about.weights.isVerified,
  };
  const bare = { ...head, weight: null, n: null, lacks: '', checked_on: '' };
  return [
    { ...bare, of: 'score', value: rounded(nok.score) },
    ...nok.criteria.map(({ criterion, value }) => ({
      ...bare,
      of: criterion,
      value: rounded(value),
    })),
    ...nok.indicators.map(({ indicator, weight, value, n, lacks, facts }) => ({
      ...head,
      of: indicator,
      weight,
      value: rounded(value),
      n,
      lacks: lacks.join(' '),
      // The oldest of them: the figure is no fresher.
      checked_on: facts.map(({ checkedOn }) => checkedOn).toSorted()[0] ?? '',
    })),
  ];
}

const COLUMNS = [
  'place',
  'from',
  'to',
  'of',
  'weight',
  'value',
  'n',
  'lacks',
  'checked_on',
  'method',
  'weights_from',
  'weights_verified',
] as const satisfies readonly (keyof NokRow)[];

export const nokCsv = (rows: readonly NokRow[]): string =>
  csvText(
    COLUMNS,
    rows.map((row) => COLUMNS.map((name) => row[name])),
  );
