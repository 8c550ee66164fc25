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
      }),
    )
    .min(1)
    .max(50),
});
