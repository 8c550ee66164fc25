import { m } from '@otklik/i18n';
import type { CsvCell } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import type { OutputOf } from '@otklik/kernel';
import { nameOf } from '#lib/clinics/names.ts';
import { reasonWords } from '#lib/cases/words.ts';
import { inLocale } from '#lib/complaints/words.ts';

export type Counted = OutputOf<(typeof manifest)['queries']['getStatistics']>;
type Row = Counted['months'][number];
type Outcome = keyof Row['outcomes'];

export const OUTCOME_WORDS: Readonly<Record<Outcome, () => string>> = {
  confirmed: m.complaints_statistics_confirmed,
  partly: m.complaints_statistics_partly,
  disputed: m.complaints_statistics_disputed,
  silent: m.complaints_statistics_silent,
  answered: m.complaints_statistics_answered,
  open: m.complaints_statistics_open,
  withdrawn: m.complaints_statistics_withdrawn,
  redirected: m.complaints_statistics_redirected,
};
const OUTCOMES = Object.keys(OUTCOME_WORDS) as Outcome[];

export const TABLES = [
  'outcomes',
  'replies',
  'topics',
  'months',
  'places',
  'in-time',
  'again',
  'unpublished',
  'assisted',
  'thanks',
] as const;
export type TableName = (typeof TABLES)[number];

/** A table as the page and the CSV both show it; null is a hidden count. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

const ORDER = new Intl.Collator('ru', { numeric: true });
const percent = (share: number): number => Math.round(share * 1000) / 10;
const counts = (row: Pick<Row, 'outcomes' | 'total'>): (number | null)[] => [
  ...OUTCOMES.map((outcome) => row.outcomes[outcome]),
  row.total,
];
const countHead = (): string[] => [
  ...OUTCOMES.map((outcome) => OUTCOME_WORDS[outcome]()),
  m.complaints_statistics_total(),
];

function outcomes({ total }: Counted): Table {
  const shares = new Map<string, { share: number; low: number; high: number }>(
    total.shares?.shares.map((one) => [one.outcome, one]),
  );
  return {
    title: m.complaints_statistics_outcomes_caption(),
    head: [
      m.complaints_statistics_outcome(),
      m.complaints_statistics_n(),
      `${m.complaints_statistics_share()}, %`,
      `${m.complaints_statistics_interval_from()}, %`,
      `${m.complaints_statistics_interval_to()}, %`,
    ],
    rows: OUTCOMES.map((outcome) => {
      const share = shares.get(outcome);
      return [
        OUTCOME_WORDS[outcome](),
        total.outcomes[outcome],
        share ? percent(share.share) : '',
        share ? percent(share.low) : '',
        share ? percent(share.high) : '',
      ];
    }),
  };
}

function replies({ replies: { days, curve } }: Counted): Table {
  const within = (day: number): CsvCell => {
    const point = curve.findLast((one) => one.days <= day);
    return point ? percent(point.answered_share) : '';
  };
  const last = days.at(-1)?.days;
  return {
    title: m.complaints_statistics_replies_caption(),
    head: [
      m.complaints_statistics_days(),
      m.complaints_statistics_answers(),
      `${m.complaints_statistics_within()}, %`,
    ],
    rows: days.map(({ days: day, n }) =>
      day === last
        ? [m.complaints_statistics_days_more({ days: String(day) }), n, '']
        : [String(day), n, within(day)],
    ),
  };
}

const nameOfTopic = (counted: Counted, code: string): string => {
  const topic = counted.topics.find((one) => one.code === code);
  return topic ? inLocale(topic) : code;
};

/** One of the page's tables; null when the page has none of the kind. */
export function tableOf(
  name: TableName,
  counted: Counted,
  placeName: (id: string) => string,
): Table | null {
  const { inside } = counted;
  const nameOfRow = (row: NonNullable<typeof inside>['rows'][number]): string =>
    row.clinic ? nameOf(row.clinic) : placeName(row.key);
  const byName = () =>
    (inside?.rows ?? [])
      .map((row) => ({ row, name: nameOfRow(row) }))
      .toSorted((a, b) => ORDER.compare(a.name, b.name));
  const what =
    inside?.kind === 'clinic'
      ? m.complaints_statistics_clinic()
      : m.complaints_statistics_district();
  switch (name) {
    case 'again': {
      const { answered, in_time, last_day, late, median_days } = counted.replies.again;
      if (answered === 0) return null;
      return {
        title: m.complaints_statistics_again_title(),
        head: [
          m.complaints_statistics_answers(),
          m.complaints_statistics_again_in_time(),
          m.complaints_statistics_again_last_day(),
          m.complaints_statistics_again_late(),
          m.complaints_statistics_median(),
        ],
        rows: [[answered, in_time, last_day, late, median_days ?? '']],
      };
    }
    case 'unpublished': {
      const rows = counted.unpublished ?? [];
      if (rows.length === 0) return null;
      const reasons = Object.keys(rows[0]!.reasons) as (keyof (typeof rows)[0]['reasons'])[];
      return {
        title: m.complaints_statistics_unpublished_title(),
        head: [
          m.complaints_statistics_month(),
          ...reasons.map((reason) =>
            reason === 'withdrawn'
              ? m.complaints_statistics_unpublished_withdrawn()
              : reasonWords(reason),
          ),
          m.complaints_statistics_total(),
        ],
        rows: rows.map((row) => [
          row.month,
          ...reasons.map((reason) => row.reasons[reason]),
          row.total,
        ]),
      };
    }
    case 'assisted': {
      const months = counted.assisted?.months ?? [];
      if (months.length === 0) return null;
      return {
        title: m.assisted_statistics_title(),
        head: [
          m.complaints_statistics_month(),
          m.assisted_channel_present(),
          m.assisted_channel_telephone(),
          m.assisted_channel_letter(),
          m.assisted_statistics_self(),
          m.complaints_statistics_total(),
        ],
        rows: months.map(({ month, came, total }) => [
          month,
          came.present,
          came.telephone,
          came.letter,
          came.self,
          total,
        ]),
      };
    }
    case 'thanks': {
      const months = counted.thanks?.months ?? [];
      if (months.length === 0) return null;
      return {
        title: m.thanks_statistics_title(),
        head: [m.complaints_statistics_month(), m.thanks_statistics_count()],
        rows: months.map(({ month, count }) => [month, count]),
      };
    }
    case 'outcomes':
      return outcomes(counted);
    case 'replies':
      return replies(counted);
    case 'topics':
      if (counted.byTopic.length === 0) return null;
      return {
        title: m.complaints_statistics_topics_title(),
        head: [m.complaints_statistics_topic(), ...countHead()],
        rows: counted.byTopic.map((row) => [nameOfTopic(counted, row.key), ...counts(row)]),
      };
    case 'months':
      return {
        title: m.complaints_statistics_months_title(),
        head: [m.complaints_statistics_month(), ...countHead()],
        rows: counted.months.map((row) => [row.key, ...counts(row)]),
      };
    case 'places':
      if (!inside) return null;
      return {
        title:
          inside.kind === 'clinic'
            ? m.complaints_statistics_clinics_title()
            : m.complaints_statistics_districts_title(),
        head: [
          what,
          ...countHead(),
          ...(inside.kind === 'clinic'
            ? [m.complaints_statistics_median(), m.confidence_last_day_column()]
            : []),
        ],
        rows: byName().map(({ row, name: said }) => [
          said,
          ...counts(row),
          ...(row.replies
            ? [
                row.replies.median_days ?? '',
                row.replies.on_last_day ? percent(row.replies.on_last_day.share) : '',
              ]
            : []),
        ]),
      };
    case 'in-time': {
      if (!inside) return null;
      const times = new Map(inside.inTime.map((row) => [row.key, row]));
      return {
        title: m.complaints_statistics_in_time_title(),
        head: [
          what,
          m.complaints_statistics_solved_in_time(),
          m.complaints_statistics_solved_late(),
          m.complaints_statistics_open_in_time(),
          m.complaints_statistics_open_late(),
        ],
        rows: byName().map(({ row, name: said }) => {
          const time = times.get(row.key)!;
          return [said, time.solved_in_time, time.solved_late, time.open_in_time, time.open_late];
        }),
      };
    }
  }
}
