import { proofOf } from '@otklik/act-log';
import { defineQuery } from '@otklik/kernel';
import { itsAuthor } from '../policy-filings.ts';
import { complaintTarget as input } from '../schema.ts';
import { filingsOf } from '../store/filings.ts';

/**
 * The proofs of every sending of a complaint, the first one first: when it was filed, and each time its author
 * sent it again. None where it was never confirmed or its words were erased. For the author alone.
 */
export const listFilingProofs = defineQuery({
  name: 'complaints.list-filing-proofs',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  policy: itsAuthor,
  async handle({ app, tx, subject }) {
    const proofs = [];
    for (const filing of await filingsOf(tx, subject))
      proofs.push({ sending: filing.sending, proof: await proofOf(app, tx, filing) });
    return { proofs };
  },
});
