import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import { clinicName } from './complaint-list.ts';
import { instant, toInstant } from './common.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/);

export const statisticsQuery = z.strictObject({
  clinic: code.optional(),
  district: z.string().max(40).optional().openapi({
    description: 'A district or an okrug; does not count beside a clinic.',
  }),
  topic: code.optional(),
  period: z
    .string()
    .regex(/^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/)
    .optional()
    .openapi({ description: 'Year YYYY or month YYYY-MM of publication; all time when absent.' }),
});

const count = z.int().nullable();
const outcomes = z
  .strictObject({
    confirmed: count,
    partly: count,
    disputed: count,
    silent: count,
    answered: count,
    open: count,
    withdrawn: count,
    redirected: count,
  })
  .openapi('OutcomeCounts', {
    description: 'Null: hidden, because a small count would show or follow.',
  });
const share = z.strictObject({
  outcome: z.enum(['confirmed', 'partly', 'disputed', 'silent']),
  share: z.number(),
  low: z.number(),
  high: z.number(),
});
const shares = z
  .strictObject({ n: z.int(), shares: z.array(share) })
  .nullable()
  .openapi({ description: 'Of the settled, with 95 % intervals (Wilson); null: too few.' });
const line = { outcomes, total: count };
const on_last_day = z
  .strictObject({ n: z.int(), share: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .openapi({
    description:
      'Of the answered, those on the last day of the term, 95 % interval; null: too few.',
  });
const replies = z
  .strictObject({
    answered: count,
    waiting: count,
    in_time: count,
    last_day: count,
    late: count,
    on_last_day,
    interim: z
      .strictObject({ in_time: count, last_day: count, late: count, on_last_day })
      .openapi({ description: 'First interim answers, by the day they were handed in.' }),
    again: z
      .strictObject({
        answered: count,
        in_time: count,
        last_day: count,
        late: count,
        median_days: z.int().nullable(),
      })
      .openapi({
        description:
          'Answers after the first, to a dispute found right or a case opened again; each case by its last one.',
      }),
    median_days: z.int().nullable(),
    p90_days: z.int().nullable(),
    days: z.array(z.strictObject({ days: z.int(), n: count })),
    curve: z.array(z.strictObject({ days: z.int(), answered_share: z.number() })),
  })
  .openapi('ReplyTimes', {
    description:
      'Working days to the first answer. Median, 90 % and curve by Kaplan and Meier: who still waits counts as not answered. The last of `days` stands for all longer ones.',
  });

export const statistics = z
  .strictObject({
    place: z.strictObject({
      kind: z.enum(['region', 'okrug', 'district', 'clinic']),
      id: z.string(),
    }),
    counted_at: instant,
    calendar_version: z.string(),
    cells_min: z.int(),
    percentages_min: z.int(),
    total: z.strictObject({ ...line, shares }),
    months: z.array(z.strictObject({ month, ...line })),
    topics: z.array(z.strictObject({ topic: z.string(), ...line, shares })),
    inside: z
      .strictObject({
        kind: z.enum(['district', 'clinic']),
        rows: z.array(
          z.strictObject({
            id: z.string(),
            clinic: clinicName.nullable(),
            ...line,
            shares,
            replies: replies.nullable(),
          }),
        ),
        in_time: z.array(
          z.strictObject({
            id: z.string(),
            solved_in_time: count,
            solved_late: count,
            open_in_time: count,
            open_late: count,
          }),
        ),
      })
      .nullable(),
    replies,
    thanks: z
      .strictObject({ total: count, months: z.array(z.strictObject({ month, count })) })
      .nullable()
      .openapi({
        description:
          'Published thanks by month of publication, apart from complaints and their outcomes; null where a topic is asked for.',
      }),
    assisted: z
      .strictObject({
        months: z.array(
          z.strictObject({
            month,
            present: count,
            telephone: count,
            letter: count,
            self: count,
            total: count,
          }),
        ),
        share: z
          .strictObject({ n: z.int(), share: z.number(), low: z.number(), high: z.number() })
          .nullable(),
      })
      .nullable()
      .openapi({
        description:
          'How published messages came in: through a clerk (in person, by telephone, by letter) or by their authors alone; only for a whole region, all topics and all time.',
      }),
    unpublished: z
      .array(
        z.strictObject({
          month,
          reasons: z.record(z.string(), count),
          total: count,
        }),
      )
      .nullable()
      .openapi({
        description:
          'Messages never published, by the month of the refusal or withdrawal and the reason; only for a whole region and all topics.',
      }),
  })
  .openapi('Statistics');

type Counted = OutputOf<(typeof manifest)['queries']['getStatistics']>;
type Replies = Counted['replies'];

const toReplies = (times: Replies): z.output<typeof replies> => ({
  ...times,
  on_last_day: times.on_last_day && { ...times.on_last_day },
  interim: { ...times.interim },
  again: { ...times.again },
  days: times.days.map(({ days, n }) => ({ days, n })),
  curve: times.curve.map(({ days, answered_share }) => ({ days, answered_share })),
});
const toShares = (found: Counted['total']['shares']): z.output<typeof shares> =>
  found && {
    n: found.n,
    shares: found.shares.map((one) => ({ ...one, outcome: one.outcome as 'confirmed' })),
  };

export const toStatistics = (counted: Counted): z.output<typeof statistics> => ({
  place: { kind: counted.place.kind, id: counted.clinic?.code ?? counted.place.id },
  counted_at: toInstant(counted.countedAt),
  calendar_version: counted.calendarVersion,
  ...counted.least,
  total: {
    outcomes: counted.total.outcomes,
    total: counted.total.total,
    shares: toShares(counted.total.shares),
  },
  months: counted.months.map(({ key, outcomes: of, total }) => ({
    month: key,
    outcomes: of,
    total,
  })),
  topics: counted.byTopic.map((row) => ({
    topic: row.key,
    outcomes: row.outcomes,
    total: row.total,
    shares: toShares(row.shares),
  })),
  inside: counted.inside && {
    kind: counted.inside.kind,
    rows: counted.inside.rows.map((row) => ({
      id: row.clinic?.code ?? row.key,
      clinic: row.clinic && {
        code: row.clinic.code,
        name_ru: row.clinic.nameRu,
        name_en: row.clinic.nameEn,
      },
      outcomes: row.outcomes,
      total: row.total,
      shares: toShares(row.shares),
      replies: row.replies && toReplies(row.replies),
    })),
    in_time: counted.inside.inTime.map(({ key, ...rest }) => ({
      id: counted.inside!.rows.find((row) => row.key === key)?.clinic?.code ?? key,
      ...rest,
    })),
  },
  replies: toReplies(counted.replies),
  thanks: counted.thanks && {
    total: counted.thanks.total,
    months: counted.thanks.months.map((row) => ({ ...row })),
  },
  assisted: counted.assisted && {
    months: counted.assisted.months.map(({ month: key, came, total }) => ({
      month: key,
      ...came,
      total,
    })),
    share: counted.assisted.share && { ...counted.assisted.share },
  },
  unpublished:
    counted.unpublished?.map(({ month: key, reasons, total }) => ({
      month: key,
      reasons: { ...reasons },
      total,
    })) ?? null,
});
