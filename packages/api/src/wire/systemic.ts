import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/systemic';
import { instant, names, toInstant } from './common.ts';

const STATES = ['open', 'planned', 'done', 'closed'] as const;

export const systemicQuery = z.strictObject({
  clinic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  district: z.string().max(40).optional().openapi({
    description: 'A district or an okrug; does not count beside a clinic.',
  }),
  state: z.enum(STATES).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const line = {
  number: z.string(),
  clinic: z.strictObject({ code: z.string(), ...names }),
  cause: z.strictObject({ code: z.string(), ru: z.string(), en: z.string() }).openapi({
    description: 'A topic, or a category of topics.',
  }),
  title_ru: z.string(),
  title_en: z.string().nullable(),
  state: z.enum(STATES),
  opened_at: instant,
  closed_at: instant.nullable(),
  due_at: instant.nullable().openapi({
    description: 'Until when the clinic owes its plan; null while it owes none.',
  }),
  late: z.boolean(),
  cases: z.number().int(),
  people: z.number().int().openapi({
    description: 'Authors and supporters, each once.',
  }),
  demo: z.boolean(),
  url: z.string(),
};
export const systemicList = z
  .strictObject({
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    systemic: z.array(z.strictObject(line).openapi('SystemicLine')),
  })
  .openapi('SystemicPage');

const counts = z.strictObject({
  cases: z.number().int().nullable(),
  people: z.number().int().nullable(),
});
export const systemicCase = z
  .strictObject({
    ...line,
    why_ru: z.string(),
    why_en: z.string().nullable(),
    clocks: z.array(
      z.strictObject({
        amount: z.number(),
        unit: z.string(),
        rule: z.string(),
        verified: z.boolean(),
        calendar_version: z.string(),
        started_at: instant,
        stopped_at: instant.nullable(),
        due_at: instant.nullable(),
        late: z.boolean(),
      }),
    ),
    members: z.array(z.strictObject({ number: z.string(), state: z.string(), url: z.string() })),
    plan: z
      .strictObject({
        outcome: z.enum(['change-made', 'change-planned', 'no-change']),
        text: z.string(),
        signer_name: z.string(),
        signer_post: z.string(),
        published_at: instant,
        steps: z.array(
          z.strictObject({
            what: z.string(),
            owner: z.string(),
            until: z.string(),
            state: z.enum(['promised', 'overdue', 'done', 'kept', 'not-kept']),
            late: z.boolean(),
          }),
        ),
      })
      .nullable(),
    closing: z
      .strictObject({ days: z.number().int(), before: counts, after: counts, why_ru: z.string() })
      .nullable()
      .openapi({ description: 'Counts below the least that the region shows are null.' }),
  })
  .openapi('SystemicCase');

type Line = OutputOf<(typeof manifest)['queries']['listSystemic']>['systemic'][number];
type View = OutputOf<(typeof manifest)['queries']['getSystemic']>['systemic'];

const toLine = (one: Line, publicUrl: string) => ({
  number: one.number,
  clinic: { code: one.clinic.code, name_ru: one.clinic.nameRu, name_en: one.clinic.nameEn },
  cause: one.cause,
  title_ru: one.title.ru!,
  title_en: one.title.en,
  state: one.state as (typeof STATES)[number],
  opened_at: toInstant(one.openedAt!),
  closed_at: one.closedAt && toInstant(one.closedAt),
  due_at: one.dueAt && toInstant(one.dueAt),
  late: one.late,
  cases: one.cases,
  people: one.people,
  demo: one.demo,
  url: `${publicUrl}${one.path}`,
});

export const toSystemicList = (
  found: OutputOf<(typeof manifest)['queries']['listSystemic']>,
  publicUrl: string,
): z.output<typeof systemicList> => ({
  total: found.total,
  page: found.page,
  pages: found.pages,
  systemic: found.systemic.map((one) => toLine(one, publicUrl)),
});

export const toSystemicCase = (view: View, publicUrl: string): z.output<typeof systemicCase> => ({
  ...toLine(view, publicUrl),
  why_ru: view.why.ru!,
  why_en: view.why.en,
  clocks: view.clocks.map((clock) => ({
    amount: clock.amount,
    unit: clock.unit,
    rule: clock.derivation.rule,
    verified: clock.isVerified,
    calendar_version: clock.derivation.calendarVersion,
    started_at: toInstant(clock.startedAt),
    stopped_at: clock.stoppedAt && toInstant(clock.stoppedAt),
    due_at: clock.dueAt && toInstant(clock.dueAt),
    late: clock.late,
  })),
  members: view.members.map(({ number, state, path }) => ({
    number,
    state,
    url: `${publicUrl}${path}`,
  })),
  plan: view.plan && {
    outcome: view.plan.outcome,
    text: view.plan.text!,
    signer_name: view.plan.signerName,
    signer_post: view.plan.signerPost,
    published_at: toInstant(view.plan.publishedAt!),
    steps: view.plan.steps.map(({ what, owner, until, state, late }) => ({
      what,
      owner,
      until,
      state,
      late,
    })),
  },
  closing: view.closing && {
    days: view.closing.days,
    before: view.closing.before,
    after: view.closing.after,
    why_ru: view.closing.whyRu,
  },
});
