import { sealedForms } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

const drafts = sealedForms({
  table: 'crowd_drafts',
  hashedAs: 'otklik-crowd-draft',
  purpose: 'crowd-draft',
});

/** What a form begins with. */
export interface ProposalDraft {
  /** May be longer than a proposal is: its author shortens it. */
  readonly text: string;
  /** Code of the clinic that it is about. */
  readonly clinic: string | null;
  /** Made of the comment's receipt for this purpose alone. */
  readonly commentHash: string;
}

export const writeDraft = (tx: Tx, token: string, draft: ProposalDraft): Promise<void> =>
  drafts.write(tx, token, draft);
/** @throws AppError not-found */
export const readDraft = async (tx: Tx, token: string, lock = false): Promise<ProposalDraft> =>
  (await drafts.read(tx, token, lock)) as ProposalDraft;
export const { forget: forgetDraft, deleteBefore: deleteDraftsBefore } = drafts;
