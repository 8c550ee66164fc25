import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { clinicByCode, dayIn } from '@otklik/registry';
import type { z } from 'zod';
import { joinEvidence } from '../evidence.ts';
import { proposeByNorm as input } from '../schema.ts';
import { repeatedBreaches } from '../store/broken-norms.ts';

/**
 * A norm that is broken again and again at a clinic joins the systemic case that lives there, or proposes one. It is
 * counted anew here: who asks names it and nothing else. People open it, or dismiss it.
 */
export const proposeByNorm = defineCommand({
  name: 'systemic.propose-by-norm',
  input,
  async policy({ tx, actor, input: { ref, cause } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const found = (await repeatedBreaches(tx)).find(
      (one) => one.ref === ref && one.cause === cause,
    );
    if (!found) throw new AppError('not-found', { kind: 'evidence' });
    return { found, clinic: await clinicByCode(tx, found.clinic) };
  },
  async handle({ tx, actor, subject: { found, clinic } }) {
    const { cause, norm, ref, messages, people } = found;
    const facts = { norm, messages, people };
    const on = dayIn(clinic.zone, tx.now);
    const number = await joinEvidence(tx, actor, {
      kind: 'broken-norm',
      ref,
      clinic,
      cause,
      facts,
      on,
    });
    return { number };
  },
  audit: ({ subject: { found }, output }) => ({
    object: output.number,
    after: `broken-norm:${found.messages}`,
  }),
});
