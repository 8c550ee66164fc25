import { defineQuery, type Tx } from '@otklik/kernel';
import type { CaseRow } from '@otklik/cases';
import { addressOf } from '@otklik/notices';
import { postsByIds } from '@otklik/registry';
import { isWithClinic } from '../model.ts';
import { headsClinicOf, mayLook } from '../policy.ts';
import { postView } from '../post-view.ts';
import { onCase as input } from '../schema.ts';
import { accountOf } from '../store/accounts.ts';
import { explanationsOf } from '../store/explanations.ts';
import { linksOf, reasonOf, type LinkRow } from '../store/links.ts';
import { proposalOf } from '../store/proposals.ts';

/** A settled link with what became of it. */
async function settledView(tx: Tx, row: CaseRow, link: LinkRow, heads: boolean) {
  const post = (await postsByIds(tx, [link.post_id!])).get(link.post_id!)!;
  const account = await accountOf(tx, post.id);
  return {
    post: postView(post),
    settledAt: link.decided_at,
    told: link.told_at && link.told_how ? { at: link.told_at, how: link.told_how } : null,
    explainBy: link.explain_by,
    explanations: await explanationsOf(tx, row, post.id),
    hasAccount: account !== null,
    /** The tied address, for the head who tied it. */
    account: account && heads ? ((await addressOf(tx, account.personId))?.email ?? null) : null,
  };
}

/**
 * Who a message is about, as far as this reader may know it. The author: the own proposal. The clinic's
 * answerer and head: the settled link. A moderator and a controller: everything, with the reasons.
 */
export const getNamed = defineQuery({
  name: 'named-staff.get-named',
  input,
  policy: mayLook,
  async handle({ tx, actor, subject: { row, eye } }) {
    const proposal = eye === 'clinic' ? null : await proposalOf(tx, row);
    const links = eye === 'author' ? [] : await linksOf(tx, row.id);
    const current = links[0];
    const shown =
      current?.post_id && (eye === 'region' || isWithClinic(row, current.clinic_id))
        ? current
        : null;
    const heads = eye === 'clinic' && headsClinicOf(actor, row);
    return {
      eye,
      proposal: proposal && {
        words: proposal.words,
        post: proposal.post && postView(proposal.post),
      },
      /** 0 while no moderator has decided. */
      version: eye === 'region' ? (current?.version ?? 0) : 0,
      state: eye === 'region' ? (current?.state ?? null) : shown ? ('settled' as const) : null,
      settled: shown && (await settledView(tx, row, shown, heads)),
      heads,
      decisions:
        eye === 'region'
          ? await Promise.all(
              links.map(async (link) => ({
                version: link.version,
                state: link.state,
                at: link.decided_at,
                reason: await reasonOf(tx, row, link),
              })),
            )
          : [],
    };
  },
  audit: ({ subject: { row, eye } }) => (eye === 'author' ? null : { object: row.id }),
});
