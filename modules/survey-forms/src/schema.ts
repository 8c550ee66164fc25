import { z } from 'zod';
import { AUDIENCES, FORM_KINDS } from './store/tables.ts';

/** The largest form, as text. */
const FORM_CHARACTERS_MAX = 400_000;

export const sectorName = z.string().regex(/^[a-z][a-z-]{1,40}$/);

export const importForms = z.strictObject({
  forms: z
    .array(
      z.strictObject({
        /** A FHIR R4 Questionnaire as JSON text. */
        resource: z.string().max(FORM_CHARACTERS_MAX),
        kind: z.enum(FORM_KINDS),
        sector: sectorName,
        audience: z.enum(AUDIENCES),
        validFrom: z.iso.date(),
        /** Sectors beside its own that are asked the same. */
        sectors: z.array(sectorName).max(20).optional(),
        parents: z.boolean().optional(),
        /** A draft is for people to compare and publish; nobody is asked it. */
        state: z.enum(['published', 'draft']).default('published'),
      }),
    )
    .min(1)
    .max(50),
});
