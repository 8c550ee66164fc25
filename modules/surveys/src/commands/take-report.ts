import { defineCommand } from '@otklik/kernel';
import { bounceHash } from '../model/ticket.ts';
import { onlyMailIn } from '../policy.ts';
import { takeReport as input } from '../schema.ts';
import { applyReport, letterOfBounce, markReturned } from '../store/reports.ts';

/** After these a letter did not arrive. */
const CAME_BACK: ReadonlySet<string> = new Set(['address', 'policy', 'permanent', 'temporary']);

/**
 * Takes what a post office reports of a letter. Who is meant follows from the letter's own ticket and from nothing
 * else of the report: anybody can write the rest. The same report twice is one; an answer that came is not touched.
 */
export const takeReport = defineCommand({
  name: 'surveys.take-report',
  input,
  policy: onlyMailIn,
  async handle({ tx, input: { ticket, kind, hash } }) {
    const letter = ticket ? await letterOfBounce(tx, bounceHash(ticket)) : null;
    if (!letter) return { outcome: 'unknown' as const };
    const isNew = await applyReport(tx, { ...letter, hash, kind });
    if (!isNew) return { outcome: 'same' as const };
    if (CAME_BACK.has(kind)) await markReturned(tx, letter.letterId);
    return { outcome: 'taken' as const };
  },
  audit: ({ input: { kind }, output }) => ({
    object: 'survey-report',
    after: `${kind} ${output.outcome}`,
  }),
});
