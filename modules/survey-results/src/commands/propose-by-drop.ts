import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import { evidenceKnown, joinEvidence } from '@otklik/systemic';
import type { z } from 'zod';
import { onlySystem, PROPOSER } from '../policy.ts';
import { proposeByDrop as input } from '../schema.ts';
import { findDrops } from '../store/read-drops.ts';

const rounded = (points: number): number => Math.round(points * 10) / 10;

/**
 * A clinic's mark that fell joins the systemic case that lives there for its cause, or proposes one. It is counted
 * anew here: who asks names it and nothing else. People open it, or dismiss it.
 */
export const proposeByDrop = defineCommand({
  name: 'survey-results.propose-by-drop',
  input,
  async policy({ tx, actor, input: { ref, clinicId } }: Context<z.output<typeof input>>) {
    onlySystem(PROPOSER)({ actor });
    const found = (await findDrops(tx, clinicId)).find((one) => one.ref === ref);
    if (!found || (await evidenceKnown(tx, 'survey-drop', [ref])).has(ref))
      throw new AppError('not-found', { kind: 'evidence' });
    return { found, clinic: await clinicById(tx, clinicId) };
  },
  async handle({ tx, actor, subject: { found, clinic } }) {
    const { ref, cause, item, from, to, n, earlier_n } = found;
    const number = await joinEvidence(tx, actor, {
      kind: 'survey-drop',
      ref,
      clinic,
      cause,
      facts: {
        item,
        from,
        to,
        before: rounded(found.before),
        after: rounded(found.after),
        fall: rounded(found.fall),
        low: rounded(found.low),
        high: rounded(found.high),
        n,
        earlier_n,
      },
      on: to,
    });
    return { number };
  },
  audit: ({ subject: { found }, output }) => ({
    object: output.number,
    after: `survey-drop:${found.item}`,
  }),
});
