import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import { clinicName, publicState, topicName } from './complaint-list.ts';
import { day, instant, toInstant, toInstantOrNull } from './common.ts';

const step = z.strictObject({
  at: instant,
  move: z.string(),
  to: z.string(),
  role: z.string(),
  reason: z.string().nullable(),
});
const clock = z.strictObject({
  stage: z.string(),
  round: z.int(),
  amount: z.number(),
  unit: z.enum(['minutes', 'hours', 'working-days', 'calendar-days']).openapi({
    description: 'Minutes and hours run round the clock, or fill `hours`.',
  }),
  roll: z.enum(['none', 'next', 'previous']).nullable(),
  hours: z
    .strictObject({
      calendar: z.enum(['full', 'holidays-only', 'none']),
      week: z.record(z.string(), z.array(z.array(z.string()))),
    })
    .nullable()
    .openapi({
      description:
        'Working hours by weekday that the term fills, as `[open, close)` in `time_zone`; `full`: by the calendar, whose shortened days lose their last hour. Null: round the clock, or a term in days.',
    }),
  started_at: instant,
  stopped_at: instant.nullable(),
  due_at: instant.nullable(),
  due_date: day.nullable(),
  late: z.boolean(),
  derivation: z
    .strictObject({
      rule: z.string(),
      calendar_version: z.string(),
      registration_date: day.nullable(),
      skipped: z.array(day),
      extra_working: z.array(day),
      pauses: z.array(z.strictObject({ from: instant, to: instant })),
      missing_year: z.int().nullable(),
    })
    .openapi({
      description:
        'How the deadline was counted: with `GET /calendars/{calendar_version}` anybody counts it again. A term in days begins the day after `registration_date` and ends with its last day in `time_zone`; days after the beginning of a pause up to its end do not count.',
    }),
});
const answer = z.strictObject({
  round: z.int(),
  outcome: z.string(),
  text: z.string().nullable(),
  signer_name: z.string(),
  signer_post: z.string(),
  signed_for: z.strictObject({ name: z.string(), post: z.string() }).nullable(),
  published_at: instant,
  /** When it was mended after its publication. */
  amended_at: instant.nullable(),
  additions: z.array(z.strictObject({ at: instant, text: z.string().nullable() })),
});
const promise = z
  .strictObject({
    what: z.string().nullable(),
    owner: z.string().nullable(),
    until: day,
    state: z.enum(['promised', 'overdue', 'done', 'kept', 'not-kept', 'silent']),
    late: z.boolean(),
    done_at: instant.nullable(),
    judged_at: instant.nullable(),
  })
  .openapi({
    description:
      'What the clinic promised. `done` is its own word; `kept` and `not-kept` are the author’s; `silent` says that the author was asked and gave no answer.',
  });
export const breach = z.strictObject({
  broken: z.boolean().nullable(),
  elapsed_min: z.number().nullable(),
  limit_min: z.number().nullable(),
  over_min: z.number().nullable(),
  rule: z.string(),
  still_running: z.boolean(),
  norm: z
    .strictObject({
      id: z.string(),
      amount: z.number(),
      unit: z.string(),
      due_date: day.nullable(),
      over_days: z.number().nullable(),
      source: z.string().nullable(),
      verified: z.boolean(),
    })
    .nullable()
    .openapi({ description: 'The row of the norms that the limit stands in, where it does.' }),
});

/** What the public may read of a published complaint: what is not in this list does not go out. */
export const complaintPage = z
  .strictObject({
    number: z.string(),
    url: z.string(),
    state: publicState,
    state_since: instant,
    round: z.int(),
    topic: topicName,
    clinic: clinicName,
    time_zone: z.string(),
    story: z.string().nullable(),
    happened_on: day.nullable(),
    breach: breach.nullable(),
    opened_at: instant,
    published_at: instant.nullable(),
    next: z
      .strictObject({
        role: z.string(),
        stage: z.string().nullable(),
        due_at: instant.nullable(),
        due_date: day.nullable(),
        late: z.boolean(),
      })
      .nullable()
      .openapi({ description: 'Who owes the next step and until when; null when it is over.' }),
    steps: z.array(step),
    clocks: z.array(clock),
    answers: z.array(answer),
    promises: z.array(promise),
    verdicts: z.array(z.strictObject({ round: z.int(), verdict: z.string(), given_at: instant })),
    demo: z.boolean(),
  })
  .openapi('Complaint');

type Seen = OutputOf<(typeof manifest)['queries']['getComplaint']>;
type Breach = Seen['breach'];

export const toBreach = (found: Breach): z.output<typeof breach> | null =>
  found && {
    broken: found.broken,
    elapsed_min: found.elapsed_min,
    limit_min: found.limit_min,
    over_min: found.over_min,
    rule: found.rule,
    still_running: found.stillRunning,
    norm: found.norm ?? null,
  };

const toNext = (next: Seen['case']['next']): z.output<typeof complaintPage>['next'] =>
  next && {
    role: next.role,
    stage: next.stage,
    due_at: toInstantOrNull(next.dueAt),
    due_date: next.dueDate,
    late: next.late,
  };

const toClock = (row: Seen['case']['clocks'][number]): z.output<typeof clock> => ({
  stage: row.stage,
  round: row.round,
  amount: row.amount,
  unit: row.unit as z.output<typeof clock>['unit'],
  roll: row.roll,
  hours: row.hours && {
    calendar: row.hours.calendar,
    week: Object.fromEntries(
      Object.entries(row.hours.week).map(([day, hours]) => [day, hours.map((pair) => [...pair])]),
    ),
  },
  started_at: toInstant(row.startedAt),
  stopped_at: toInstantOrNull(row.stoppedAt),
  due_at: toInstantOrNull(row.dueAt),
  due_date: row.dueDate,
  late: row.late,
  derivation: {
    rule: row.derivation.rule,
    calendar_version: row.derivation.calendarVersion,
    registration_date: row.derivation.registrationDate,
    skipped: [...row.derivation.skipped],
    extra_working: [...row.derivation.extraWorking],
    pauses: row.derivation.pauses.map(({ from, to }) => ({ from, to })),
    missing_year: row.derivation.missingYear ?? null,
  },
});

export const toComplaintPage = (seen: Seen, publicUrl: string): z.output<typeof complaintPage> => ({
  number: seen.case.number,
  url: publicUrl + seen.case.path,
  state: seen.case.state,
  state_since: toInstant(seen.case.stateSince),
  round: seen.case.round,
  topic: { code: seen.topic.code, name_ru: seen.topic.ru, name_en: seen.topic.en },
  clinic: { code: seen.clinic.code, name_ru: seen.clinic.nameRu, name_en: seen.clinic.nameEn },
  time_zone: seen.case.zone,
  story: seen.story,
  happened_on: seen.happenedOn,
  breach: toBreach(seen.breach),
  opened_at: toInstant(seen.case.openedAt),
  published_at: toInstantOrNull(seen.case.publishedAt),
  next: toNext(seen.case.next),
  steps: seen.case.steps.map(({ at, move, to, role, reason }) => ({
    at: toInstant(at),
    move,
    to,
    role,
    reason,
  })),
  clocks: seen.case.clocks.map(toClock),
  // The visitor's view holds published answers only; a draft that slipped in would not go out either.
  answers: seen.case.answers.flatMap((row) =>
    row.publishedAt
      ? [
          {
            round: row.round,
            outcome: row.outcome,
            text: row.text,
            signer_name: row.signerName,
            signer_post: row.signerPost,
            signed_for: row.signedFor,
            published_at: toInstant(row.publishedAt),
            amended_at: toInstantOrNull(row.amendedAt),
            additions: row.changes
              .filter((one) => one.kind === 'addition' && one.state === 'published')
              .map(({ at, text }) => ({ at: toInstant(at), text })),
          },
        ]
      : [],
  ),
  promises: seen.case.promises.map((row) => ({
    what: row.what,
    owner: row.owner,
    until: row.until,
    state: row.state,
    late: row.late,
    done_at: toInstantOrNull(row.doneAt),
    judged_at: toInstantOrNull(row.judgedAt),
  })),
  verdicts: seen.case.verdicts.map(({ round, verdict, givenAt }) => ({
    round,
    verdict,
    given_at: toInstant(givenAt),
  })),
  demo: seen.case.demo,
});
