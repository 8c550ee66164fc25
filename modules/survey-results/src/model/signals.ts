/** What looks unlikely about the answers or the reports of a place. Nothing follows from it by itself. */
export const SIGNALS = [
  'silent-visits',
  'no-answers',
  'same-answers',
  'burst',
  'taken-back',
] as const;
export type SignalKind = (typeof SIGNALS)[number];

export interface Signal {
  readonly kind: SignalKind;
  readonly placeId: string;
  /** By which way of asking; empty where it is of none. */
  readonly mode: string;
  /** The first day of the month it is about, or was seen in. */
  readonly since: string;
  /** What was seen. */
  readonly seen: number;
  /** What it is compared with. */
  readonly usual: number;
}

/** What a check is kept by: the same thing in the same month is one signal. */
export const keyOf = ({ kind, placeId, mode, since }: Signal): string =>
  [kind, placeId, mode, since].join('|');

export interface Facts {
  /** Reported visits by place and week: the first is of the last seven days, the others before it. */
  readonly reported: readonly { readonly placeId: string; readonly weeks: readonly number[] }[];
  /** Counted answers by place, way and month, the last month first; of whole months but the first. */
  readonly answered: readonly {
    readonly placeId: string;
    readonly mode: string;
    readonly months: readonly number[];
  }[];
  /** Of each question of a place, a way and a month: how many answered and how many of them alike. */
  readonly alike: readonly {
    readonly placeId: string;
    readonly mode: string;
    readonly month: string;
    readonly n: number;
    readonly same: number;
  }[];
  /** Letters that arrived in the month before, and visits taken back after their letter in thirty days. */
  readonly letters: readonly {
    readonly placeId: string;
    readonly before: number;
    readonly lately: number;
    readonly takenBack: number;
  }[];
  readonly month: string;
  readonly monthBefore: string;
}

const WEEKS_min = 4;
const VISITS_A_WEEK = 8;
const ALIKE_n = 20;
const ALIKE_share = 0.97;
const QUESTIONS_min = 3;
const BURST_n = 30;
const BURST_times = 3;
const LETTERS_min = 50;
const TAKEN_BACK_min = 8;
const TAKEN_BACK_share = 0.2;
/** Answered by whoever stands there, so a run costs nothing. */
const OPEN_WAYS = ['tablet', 'poster', 'paper'];

const median = (values: readonly number[]): number => {
  const sorted = [...values].toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0 ? 0 : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
};

/** A place that reported visits week by week and falls silent for a whole one. */
const silent = ({ reported, month }: Facts): Signal[] =>
  reported.flatMap(({ placeId, weeks: [last = 0, ...before] }): Signal[] => {
    const usual = median(before);
    const isRegular = before.filter((n) => n > 0).length >= WEEKS_min && usual >= VISITS_A_WEEK;
    return last === 0 && isRegular
      ? [{ kind: 'silent-visits', placeId, mode: '', since: month, seen: 0, usual }]
      : [];
  });

/** Letters arrived in a whole month, and nobody's answer came out since. */
const unanswered = ({ letters, answered, monthBefore }: Facts): Signal[] =>
  letters.flatMap(({ placeId, before }): Signal[] => {
    const n = answered
      .filter((one) => one.placeId === placeId && !OPEN_WAYS.includes(one.mode))
      .reduce((sum, { months: [now = 0, last = 0] }) => sum + now + last, 0);
    return before >= LETTERS_min && n === 0
      ? [{ kind: 'no-answers', placeId, mode: '', since: monthBefore, seen: 0, usual: before }]
      : [];
  });

/** To every question of a month nearly everybody gave one and the same answer: all fives, or one hand. */
function alikeIn({ alike }: Facts): Signal[] {
  const cells = Map.groupBy(alike, ({ placeId, mode, month }) => [placeId, mode, month].join('|'));
  return [...cells.values()].flatMap((questions): Signal[] => {
    const { placeId, mode, month } = questions[0]!;
    const asked = questions.filter(({ n }) => n >= ALIKE_n);
    const isAlike =
      asked.length >= QUESTIONS_min && asked.every((one) => one.same / one.n >= ALIKE_share);
    const seen = Math.max(0, ...asked.map(({ n }) => n));
    return isAlike ? [{ kind: 'same-answers', placeId, mode, since: month, seen, usual: 0 }] : [];
  });
}

/** Far more answers in a month than in the ones before, where whoever stands there may answer. */
const bursts = ({ answered, month, monthBefore }: Facts): Signal[] =>
  answered.flatMap(({ placeId, mode, months }): Signal[] => {
    if (!OPEN_WAYS.includes(mode)) return [];
    return [0, 1].flatMap((at): Signal[] => {
      const seen = months[at] ?? 0;
      const usual = median(months.slice(at + 1));
      const since = at === 0 ? month : monthBefore;
      return seen >= BURST_n && seen > BURST_times * usual
        ? [{ kind: 'burst', placeId, mode, since, seen, usual }]
        : [];
    });
  });

/** A place takes visits back after their letters left: that would be a way to choose whom is heard. */
const takenBack = ({ letters, month }: Facts): Signal[] =>
  letters.flatMap(({ placeId, lately, takenBack: seen }): Signal[] =>
    seen >= TAKEN_BACK_min && seen > TAKEN_BACK_share * (lately + seen)
      ? [{ kind: 'taken-back', placeId, mode: '', since: month, seen, usual: lately }]
      : [],
  );

/** All that looks unlikely, kind by kind. */
export const signalsOf = (facts: Facts): Signal[] => [
  ...silent(facts),
  ...unanswered(facts),
  ...alikeIn(facts),
  ...bursts(facts),
  ...takenBack(facts),
];
