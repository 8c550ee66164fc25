import { z } from 'zod';
import { DELIMITERS, ENCODINGS, FILE_bytes_MAX, IMPORT_FORMATS, TABLE_KINDS } from './formats.ts';

export const startImportInput = z
  .strictObject({
    kind: z.enum(TABLE_KINDS),
    format: z.enum(IMPORT_FORMATS).default('csv'),
    /** Told where it is known; else the file's own bytes decide. */
    encoding: z.enum(ENCODINGS).optional(),
    delimiter: z.enum(DELIMITERS).optional(),
    fileName: z.string().trim().max(200).default(''),
    file: z.instanceof(Uint8Array).refine((file) => file.length > 0, 'empty-file'),
  })
  .refine((input) => input.file.length <= FILE_bytes_MAX, {
    path: ['file'],
    message: 'file-too-large',
  })
  .refine((input) => input.format !== 'mos' || input.kind === 'clinics', {
    path: ['kind'],
    message: 'mos-clinics-only',
  });

export const importBatchInput = z.strictObject({
  runId: z.uuid(),
  /** How many rows of the file stand before this batch: it is taken only where the cursor stands. */
  from: z.int().min(0),
  /** The rows with their lines, as JSON text: `{"rows": [{"line", "row"} or {"line", "fault"}]}`. */
  payload: z.string().max(20_000_000),
});
export const endImportInput = z.strictObject({
  runId: z.uuid(),
  errorCode: z.string().max(60).optional(),
});
export const runTarget = z.strictObject({
  runId: z.uuid(),
  /** The line after which the list of faults goes on. */
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(20_000).default(200),
});
export const listRunsInput = z.strictObject({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
