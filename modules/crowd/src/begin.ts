import { newSecret, type Tx } from '@otklik/kernel';
import { writeDraft, type ProposalDraft } from './store/drafts.ts';
import { projectsToday } from './view.ts';

/**
 * Begins a proposal with what somebody wrote elsewhere. Nothing is tied to anything until its author sends it.
 * @returns the token under which the form is sealed; only the browser keeps it
 */
export async function beginProposal(tx: Tx, draft: ProposalDraft): Promise<string> {
  const token = newSecret();
  await writeDraft(tx, token, draft);
  return token;
}

/** Whether some project takes proposals today. */
export const takesProposals = async (tx: Tx): Promise<boolean> =>
  (await projectsToday(tx)).some(({ phase }) => phase === 'open');
