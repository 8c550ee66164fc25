import { defineQuery, type Context } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import type { z } from 'zod';
import { authorLinkTarget as input } from '../schema-links.ts';
import { answersOf } from '../store/answers.ts';
import { authorLink } from '../store/author-links.ts';
import { readCase, type CaseRow } from '../store/cases.ts';
import { disputeIsChecked } from '../store/disputes.ts';
import { proposalsOf } from '../store/proposals.ts';
import type { Tx } from '@otklik/kernel';

/** In which states a link still has something to say. */
const WAITS_IN = { verdict: 'answered', question: 'waiting-author', plan: 'in-work' } as const;

/** The words that the author is asked about; all of them stand on the public page already. */
async function askedAbout(tx: Tx, row: CaseRow, purpose: keyof typeof WAITS_IN) {
  if (row.erased_at) return null;
  if (purpose === 'verdict') {
    const answers = await answersOf(tx, row.id);
    const answer = answers.findLast((one) => one.state === 'published' && !one.hidden_at);
    return answer?.text_public ?? null;
  }
  const kinds = purpose === 'question' ? ['question'] : ['interim', 'extension'];
  const proposals = await proposalsOf(tx, row.id);
  return (
    proposals.findLast((one) => kinds.includes(one.kind) && one.text_public)?.text_public ?? null
  );
}

/**
 * What the link in a letter asks its author, with nothing that is not public; spends nothing, for scanners
 * of mail open links too.
 */
export const readAuthorLink = defineQuery({
  name: 'cases.read-author-link',
  input,
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  policy: ({ tx, input: { token } }: Context<z.output<typeof input>>) => authorLink(tx, token),
  async handle({ tx, subject: link }) {
    const row = await readCase(tx, { id: link.case_id });
    const { nameRu, nameEn } = await clinicById(tx, row.clinic_id);
    const waits =
      row.state === WAITS_IN[link.purpose] && row.round === link.round && link.expires_at > tx.now;
    return {
      what: link.purpose,
      number: row.number,
      path: row.path,
      clinic: { nameRu, nameEn },
      subject: { ru: row.subject_ru, en: row.subject_en },
      zone: row.zone,
      expiresAt: link.expires_at,
      state: link.used_at ? ('used' as const) : waits ? ('open' as const) : ('over' as const),
      words: await askedAbout(tx, row, link.purpose),
      disputeIsChecked: link.purpose === 'verdict' ? await disputeIsChecked(tx, row) : true,
    };
  },
});
