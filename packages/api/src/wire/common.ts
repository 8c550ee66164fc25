import { z } from '@hono/zod-openapi';
import { errorSchema } from '../errors.ts';

/** A moment, ISO 8601 in UTC. */
export const instant = z.iso.datetime().openapi({ example: '2026-06-10T09:00:00.000Z' });
/** A day at the clinic. */
export const day = z.iso.date();
export const names = { name_ru: z.string(), name_en: z.string().nullable() };
export const namedPlace = z.strictObject({ id: z.string(), ...names });

export const toInstant = (value: Date): string => value.toISOString();
export const toInstantOrNull = (value: Date | null): string | null => value?.toISOString() ?? null;

export const toPlace = (
  place: { id: string; nameRu: string; nameEn: string | null } | null,
): z.output<typeof namedPlace> | null =>
  place && { id: place.id, name_ru: place.nameRu, name_en: place.nameEn };

const refusal = (description: string) => ({
  description,
  content: { 'application/json': { schema: errorSchema } },
});

/** Refusals that every route may give. */
export const refusals = {
  400: refusal('A parameter given twice, a header missing, or a body that is no JSON.'),
  401: refusal('The key opens nothing.'),
  422: refusal('Something in it is wrong; `data.issues` says where.'),
  429: refusal('Too many; see Retry-After.'),
  503: refusal('Not now; see Retry-After.'),
};
export const notFound = {
  404: refusal('There is none, or it is not public: both answer alike.'),
};
export const refusedWith = refusal;

export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});
