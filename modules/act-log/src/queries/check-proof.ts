import { defineQuery } from '@otklik/kernel';
import { dayOf, proofProblem, type ProofProblem } from '../model/proof.ts';
import { everybody } from '../policy.ts';
import { checkProof as input } from '../schema.ts';
import { leavesOf, sealedDay } from '../store-filings.ts';

/**
 * `in-log`: it stands in a signed day. `waiting`: it stands in the log, and its day is not over yet. `missing`:
 * we promised and it is not there. `log-differs`: the day we signed then is not the day we publish now. The
 * last two are our fault, never the bearer's.
 */
export type ProofOutcome = 'in-log' | 'waiting' | 'missing' | 'log-differs' | ProofProblem;

/** Checks a proof of filing against the keys and the log; public, and nothing of it is kept. */
export const checkProof = defineQuery({
  name: 'act-log.check-proof',
  input,
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  policy: everybody,
  async handle({ app, tx, input: { proof } }) {
    const facts = { number: proof.filing.number, filed: proof.filing.filed, day: proof.day };
    const said = (outcome: ProofOutcome) => ({ outcome, ...facts });
    const problem = proofProblem(proof, app.ports.keys.auditKeys());
    if (problem) return said(problem);
    const leaves = await leavesOf(tx, proof.day);
    if (!leaves.includes(proof.leaf)) return said('missing');
    const published = await sealedDay(tx, proof.day);
    const carried = dayOf(proof);
    if (carried && published?.hash !== carried.hash) return said('log-differs');
    return said(published ? 'in-log' : 'waiting');
  },
});
