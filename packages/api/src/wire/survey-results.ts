import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/survey-results';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-01$/)
  .openapi({ example: '2026-01-01' });

export const resultsQuery = z.strictObject({
  sector: z
    .enum(['health', 'kindergarten', 'school', 'social', 'rehabilitation', 'sport', 'culture'])
    .default('health'),
  place: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional()
    .openapi({ description: 'One place alone, by its code.' }),
  from: month.optional().openapi({ description: 'First day of the first month.' }),
  to: month.optional().openapi({ description: 'First day of the last month.' }),
});

export const nokQuery = resultsQuery.pick({ sector: true });

const figure = z.number().nullable();

export const resultsPage = z
  .strictObject({
    from: month,
    to: month,
    methods: z.array(z.strictObject({ name: z.string(), version: z.string() })),
    rows: z.array(
      z
        .strictObject({
          place: z.string(),
          sector: z.string(),
          is_state: z.boolean(),
          from: month,
          to: month,
          group: z.string().openapi({
            description:
              'Ways of asking that may be counted together; paper, tablet and poster stand apart.',
          }),
          item: z.string().openapi({ description: 'Empty: all answers.' }),
          code: z.string().openapi({ description: 'Empty: the whole question.' }),
          n: z.number().int().nullable().openapi({
            description: 'Null: too few, or hidden to protect people. Never zero instead.',
          }),
          top: figure.openapi({ description: 'Share of best answers in percent.' }),
          top_low: figure,
          top_high: figure,
          mean: figure.openapi({ description: 'Mean of 0 to 100.' }),
          mean_low: figure,
          mean_high: figure,
          form_version: z.string(),
        })
        .openapi('SurveyResult'),
    ),
  })
  .openapi('SurveyResults');

type Output = OutputOf<(typeof manifest)['queries']['exportResults']>;

export const toResults = ({ from, to, methods, rows }: Output): z.output<typeof resultsPage> => ({
  from,
  to,
  methods: methods.map(({ name, version }) => ({ name, version })),
  rows: [...rows],
});

export const methodsPage = z
  .strictObject({
    survey_results_min: z.number().int(),
    methods: z.array(
      z.strictObject({
        name: z.string(),
        version: z.string(),
        valid_from: z.iso.date(),
        source: z.string(),
      }),
    ),
    nok_weights: z.array(
      z.strictObject({
        sector: z.string(),
        is_verified: z.boolean(),
        weights: z.array(z.strictObject({ indicator: z.string(), weight: z.number() })),
      }),
    ),
  })
  .openapi('SurveyMethods');

type Methods = OutputOf<(typeof manifest)['queries']['listMethods']>;

export const toMethods = (found: Methods): z.output<typeof methodsPage> => ({
  survey_results_min: found.min,
  methods: found.methods.map(({ name, version, validFrom, source }) => ({
    name,
    version,
    valid_from: validFrom,
    source,
  })),
  nok_weights: found.weights.map(({ sector, isVerified, weights }) => ({
    sector,
    is_verified: isVerified,
    weights,
  })),
});
