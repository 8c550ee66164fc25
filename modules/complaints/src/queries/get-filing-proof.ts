import { proofOf } from '@otklik/act-log';
import { AppError, defineQuery } from '@otklik/kernel';
import { itsAuthor } from '../policy-filings.ts';
import { filingProofAsked as input } from '../schema-own.ts';
import { filingsOf } from '../store/filings.ts';

/**
 * The author's proof that the complaint was filed: of the sending asked for, or of the last one. For the
 * author alone, by account or by receipt.
 *
 * @throws AppError not-found: never confirmed, not sent so often, or its words were erased
 */
export const getFilingProof = defineQuery({
  name: 'complaints.get-filing-proof',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  policy: itsAuthor,
  async handle({ app, tx, subject, input: { sending } }) {
    const filings = await filingsOf(tx, subject);
    const found = sending ? filings.find((one) => one.sending === sending) : filings.at(-1);
    if (!found) throw new AppError('not-found', { kind: 'filing' });
    return proofOf(app, tx, found);
  },
});
