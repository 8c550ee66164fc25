import { z } from '@hono/zod-openapi';
import {
  DECIDED_BY,
  DEMANDED_BY,
  RESTORE_GROUNDS,
  TAKE_DOWN_GROUNDS,
  TAKEN_KINDS,
  type manifest,
} from '@otklik/complaints';
import type { OutputOf } from '@otklik/kernel';
import { instant, names, toInstant, toInstantOrNull } from './common.ts';

export const takeDownsQuery = z.strictObject({
  ground: z.enum(TAKE_DOWN_GROUNDS).optional(),
  kind: z.enum(TAKEN_KINDS).optional(),
  demanded_by: z.enum(DEMANDED_BY).optional(),
  year: z
    .string()
    .regex(/^20\d\d$/)
    .optional()
    .openapi({ description: 'In which it was taken down.' }),
  standing: z.enum(['yes', 'no']).optional().openapi({
    description: '`yes`: taken down now; `no`: put back.',
  }),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const takeDownList = z
  .strictObject({
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    take_downs: z.array(
      z
        .strictObject({
          id: z.string(),
          kind: z.enum(TAKEN_KINDS),
          ground: z.enum(TAKE_DOWN_GROUNDS),
          demanded_by: z.enum(DEMANDED_BY),
          decided_by: z.enum(DECIDED_BY),
          decider: z.string().openapi({ description: 'Which court, body or role, in words.' }),
          decision_number: z.string().nullable(),
          decision_date: z.iso.date().nullable(),
          taken_at: instant,
          restored_at: instant.nullable(),
          restore_ground: z.enum(RESTORE_GROUNDS).nullable(),
          clinic: z.strictObject({ code: z.string(), ...names }).nullable(),
          complaint: z.string().nullable().openapi({
            description: 'Its number; null where its author took it back.',
          }),
          url: z.string().nullable(),
        })
        .openapi('TakeDown'),
    ),
  })
  .openapi('TakeDowns');

type Output = OutputOf<(typeof manifest)['queries']['listTakeDowns']>;

export const toTakeDownList = (
  found: Output,
  publicUrl: string,
): z.output<typeof takeDownList> => ({
  total: found.total,
  page: found.page,
  pages: found.pages,
  take_downs: found.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    ground: row.ground,
    demanded_by: row.demandedBy,
    decided_by: row.decidedBy,
    decider: row.decider,
    decision_number: row.decisionNumber,
    decision_date: row.decisionDate,
    taken_at: toInstant(row.takenAt),
    restored_at: toInstantOrNull(row.restoredAt),
    restore_ground: row.restoreGround,
    clinic: row.clinic && {
      code: row.clinic.code,
      name_ru: row.clinic.nameRu,
      name_en: row.clinic.nameEn,
    },
    complaint: row.number,
    url: row.path && `${publicUrl}${row.path}`,
  })),
});
