import { defineQuery } from '@otklik/kernel';
import { managed } from '../policy.ts';
import { reviewAsked as input } from '../schema.ts';
import { causesOf, coverageOf, openBreaches, PAGE_breaches } from '../store/breaches.ts';

/** Where norms are broken among what a manager answers for: since when, why, and what the answer stands on. */
export const reviewWaits = defineQuery({
  name: 'wait-norms.review-waits',
  input,
  policy: managed,
  async handle({ tx, subject: reach, input: asked }) {
    const { rows, counted } = await openBreaches(tx, reach, asked);
    const causes = await causesOf(tx, rows);
    const total = counted
      .filter(({ specialty }) => !asked.specialty || specialty === asked.specialty)
      .reduce((sum, { n }) => sum + n, 0);
    return {
      lines: rows.map((row) => ({
        ...row,
        cause: causes.get(`${row.clinic_id} ${row.specialty}`) ?? null,
      })),
      counted,
      total,
      page: asked.page,
      pages: Math.max(1, Math.ceil(total / PAGE_breaches)),
      coverage: await coverageOf(tx, reach),
    };
  },
});
