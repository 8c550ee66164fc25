import { z } from 'zod';
import { GROUNDS } from './model.ts';

const className = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60);
export const nothing = z.strictObject({});

/** The bundled file; one bad row refuses it whole. */
export const termsFile = z.strictObject({
  version: z.number().int(),
  terms: z
    .array(
      z.strictObject({
        class: className,
        valid_from: z.iso.date(),
        valid_to: z.iso.date().optional(),
        term_hours: z.number().int().min(1).max(876_000),
        ground: z.enum(GROUNDS),
      }),
    )
    .max(200),
});

export const holdGround = z.string().trim().min(5).max(300);
export const lastDay = z.iso.date().nullable();
export const liftHold = z.strictObject({ holdId: z.uuid() });
export const beginRun = z.strictObject({ class: className });
export const finishRun = z.strictObject({
  runId: z.uuid(),
  removed: z.number().int().min(0),
  held: z.number().int().min(0),
  errorCode: z.string().max(60).nullable(),
});
export const tombstone = z.strictObject({
  id: z.uuid(),
  kind: z.string().max(40),
  subjectId: z.uuid(),
  ground: z.string().max(200),
  at: z.iso.datetime(),
});
export const listErasures = z.strictObject({
  after: z.uuid().nullable(),
  limit: z.number().int().min(1).max(1000).default(500),
});
/** What every eraser of a manifest takes. */
export const erasure = z.strictObject({
  subjectId: z.uuid(),
  ground: z.string().trim().min(3).max(200),
});
