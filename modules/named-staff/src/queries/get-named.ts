import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import type { z } from 'zod';
import type { CaseRow } from '@otklik/cases';
import { addressOf } from '@otklik/notices';
import { postsByIds } from '@otklik/registry';
import { isWithClinic } from '../model.ts';
import { headsClinicOf, mayLook } from '../policy.ts';
import { postView } from '../post-view.ts';
import { onCase as input } from '../schema.ts';
import { accountOf } from '../store/accounts.ts';
import { explanationsOf } from '../store/explanations.ts';
import { currentLink, linksOf, reasonOf, type LinkRow } from '../store/links.ts';
import { isProposed, proposalOf } from '../store/proposals.ts';

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
  async policy(context: Context<z.output<typeof input>>) {
    const { row, eye } = await mayLook(context);
    const hasLink = Boolean((await currentLink(context.tx, row.id))?.post_id);
    const isNamed = hasLink || (eye !== 'clinic' && (await isProposed(context.tx, row.id)));
    return { row, eye, isNamed };
  },
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
  // Every page of a case asks; where nobody is named, nothing was looked at.
  audit: ({ subject: { row, eye, isNamed } }) =>
    eye === 'author' || !isNamed ? null : { object: row.id },
});
