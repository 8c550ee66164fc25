import type { Tx } from '@otklik/kernel';
import type { CaseRow } from '@otklik/cases';
import { addressOf } from '@otklik/notices';
import { postsByIds } from '@otklik/registry';
import { peopleCount } from './model.ts';
import { linksForClinic, type Eye } from './policy.ts';
import { postView } from './post-view.ts';
import { accountOf } from './store/accounts.ts';
import { explanationsOf } from './store/explanations.ts';
import { linksOf, reasonOf, type LinkRow } from './store/links.ts';
import { proposalsOf } from './store/proposals.ts';

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

type Proposal = Awaited<ReturnType<typeof proposalsOf>>[number];

const proposalView = (proposal: Proposal | undefined) =>
  proposal ? { words: proposal.words, post: proposal.post && postView(proposal.post) } : null;

/** One of the people named: what the author said, what was decided, what became of it. */
export interface PersonView {
  /** From 1. The clinic's are counted for themselves: how many others were named is none of its business. */
  readonly person: number;
  readonly proposal: ReturnType<typeof proposalView>;
  /** 0 while no moderator has decided. */
  readonly version: number;
  readonly state: LinkRow['state'] | null;
  readonly settled: Awaited<ReturnType<typeof settledView>> | null;
  readonly decisions: readonly {
    readonly version: number;
    readonly state: LinkRow['state'];
    readonly at: Date;
    /** Null once the case's words are erased. */
    readonly reason: string | null;
  }[];
}

const NOTHING = { proposal: null, version: 0, state: null, settled: null, decisions: [] };

const forClinic = async (tx: Tx, row: CaseRow, heads: boolean): Promise<PersonView[]> =>
  Promise.all(
    (await linksForClinic(tx, row)).map(async (link, index) => ({
      ...NOTHING,
      person: index + 1,
      state: link.state,
      settled: await settledView(tx, row, link, heads),
    })),
  );

async function forRegion(
  tx: Tx,
  row: CaseRow,
  proposal: Proposal | undefined,
  links: LinkRow[],
  person: number,
) {
  const [current] = links;
  return {
    person,
    proposal: proposalView(proposal),
    version: current?.version ?? 0,
    state: current?.state ?? null,
    settled: current?.post_id ? await settledView(tx, row, current, false) : null,
    decisions: await Promise.all(
      links.map(async (link) => ({
        version: link.version,
        state: link.state,
        at: link.decided_at,
        reason: await reasonOf(tx, row, link),
      })),
    ),
  };
}

/** Whom a message names, as far as one kind of reader may know. */
export async function peopleFor(
  tx: Tx,
  row: CaseRow,
  eye: Eye,
  heads: boolean,
): Promise<PersonView[]> {
  if (eye === 'clinic') return forClinic(tx, row, heads);
  const proposals = await proposalsOf(tx, row);
  if (eye === 'author')
    return proposals.map((proposal, index) => ({
      ...NOTHING,
      person: index + 1,
      proposal: proposalView(proposal),
    }));
  const links = await linksOf(tx, row.id);
  const people = Array.from(
    { length: peopleCount(proposals.length, links) },
    (_, index) => index + 1,
  );
  return Promise.all(
    people.map((person) =>
      forRegion(
        tx,
        row,
        proposals[person - 1],
        links.filter((link) => link.person === person),
        person,
      ),
    ),
  );
}
