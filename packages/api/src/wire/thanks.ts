import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/thanks';
import { instant, names, toInstant } from './common.ts';

export const thanksQuery = z.strictObject({
  clinic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  district: z.string().max(40).optional().openapi({
    description: 'A district or an okrug; does not count beside a clinic.',
  }),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

export const thanksList = z
  .strictObject({
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    thanks: z.array(
      z
        .strictObject({
          number: z.string(),
          clinic: z.strictObject({ code: z.string(), ...names }),
          published_at: instant,
          text: z.string(),
          people: z.array(
            z.strictObject({
              title_ru: z.string(),
              title_en: z.string(),
              name: z.string().nullable().openapi({
                description: 'Null: the person has not agreed to be named.',
              }),
            }),
          ),
          demo: z.boolean(),
          url: z.string(),
        })
        .openapi('Thanks'),
    ),
  })
  .openapi('ThanksPage');

type Output = OutputOf<(typeof manifest)['queries']['listThanks']>;

export const toThanksList = (found: Output, publicUrl: string): z.output<typeof thanksList> => ({
  total: found.total,
  page: found.page,
  pages: found.pages,
  thanks: found.thanks.map((one) => ({
    number: one.number,
    clinic: { code: one.clinic.code, name_ru: one.clinic.nameRu, name_en: one.clinic.nameEn },
    published_at: toInstant(one.publishedAt!),
    text: one.text!,
    people: one.people.map(({ titleRu, titleEn, name }) => ({
      title_ru: titleRu,
      title_en: titleEn,
      name,
    })),
    demo: one.demo,
    url: `${publicUrl}${one.path}`,
  })),
});
