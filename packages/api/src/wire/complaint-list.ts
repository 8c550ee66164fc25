import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import { PUBLIC_STATES, type State } from '@otklik/cases';
import { day, instant, names, toInstant, toInstantOrNull } from './common.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
/** States a case can have in public; the others answer 404. */
export const publicState = z.enum(PUBLIC_STATES as [State, ...State[]]).openapi('State');
export const topicName = z.strictObject({
  code: z.string(),
  name_ru: z.string(),
  name_en: z.string(),
});
export const clinicName = z.strictObject({ code: z.string(), ...names });

export const complaintsQuery = z.strictObject({
  q: z.string().trim().max(200).optional().openapi({ description: 'Words of the story.' }),
  clinic: code.optional(),
  district: z.string().max(40).optional().openapi({ description: 'A district or an okrug.' }),
  topic: code.optional(),
  outcome: z
    .enum(['open', 'late', 'answered', 'confirmed', 'partly', 'disputed', 'silent', 'closed'])
    .optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const line = z
  .strictObject({
    number: z.string(),
    url: z.string(),
    state: publicState,
    topic: topicName,
    clinic: clinicName.nullable(),
    story: z.string().nullable(),
    published_at: instant,
    answered_at: instant.nullable(),
    due_at: instant.nullable(),
    due_date: day.nullable(),
    late: z.boolean(),
    demo: z.boolean().openapi({ description: 'Invented for a demonstration.' }),
  })
  .openapi('ComplaintLine');

export const complaintList = z
  .strictObject({
    complaints: z.array(line),
    total_count: z.int(),
    has_more: z.boolean().openapi({
      description: 'There are more than `total_count`; narrow the question to see them.',
    }),
    page: z.int(),
    pages_count: z.int(),
  })
  .openapi('ComplaintList');

type Found = OutputOf<(typeof manifest)['queries']['listComplaints']>;

export const toComplaintList = (
  found: Found,
  publicUrl: string,
): z.output<typeof complaintList> => ({
  complaints: found.complaints.map((row) => ({
    number: row.number,
    url: publicUrl + row.path,
    state: row.state,
    topic: { code: row.subject.code, name_ru: row.subject.ru, name_en: row.subject.en },
    clinic: row.clinic && {
      code: row.clinic.code,
      name_ru: row.clinic.nameRu,
      name_en: row.clinic.nameEn,
    },
    story: row.story,
    published_at: toInstant(row.publishedAt),
    answered_at: toInstantOrNull(row.answeredAt),
    due_at: toInstantOrNull(row.dueAt),
    due_date: row.dueDate,
    late: row.late,
    demo: row.demo,
  })),
  total_count: found.total,
  has_more: found.more,
  page: found.page,
  pages_count: found.pages,
});
