import { newId, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { moveCase } from './move-case.ts';
import type { ProposalKind } from './model/moves.ts';
import type { Movable } from './policy.ts';
import { signedColumns } from './signing.ts';
import { putFlags } from './store/flags.ts';
import { insertProposal, type NewProposal } from './store/proposals.ts';

export interface Proposal {
  readonly kind: ProposalKind;
  readonly text: string;
  readonly reason?: string | undefined;
  readonly until?: string | undefined;
  readonly body?: string | undefined;
  /** Who of the clinic keeps what it promises: a person or a post. */
  readonly owner?: string | undefined;
  /** The colleague meant, where one was chosen. */
  readonly ownerId?: string | undefined;
  /** The signature under a promise or a later date, as it was typed. */
  readonly signerName?: string | undefined;
  readonly signerPost?: string | undefined;
}

/** What stands for a while as the clinic's answer is signed as one. */
const SIGNED: readonly ProposalKind[] = ['interim', 'extension'];

const MOVES_OF = {
  question: 'propose-question',
  interim: 'propose-interim',
  extension: 'propose-extension',
  'not-ours': 'propose-not-ours',
} as const satisfies Record<ProposalKind, string>;

/** Puts a clinic's proposal before those who decide it; its own clock runs on. Words stay sealed till then. */
export async function propose(tx: Tx, actor: Actor, subject: Movable, fresh: Proposal) {
  const { row } = subject;
  const { facts } = await moveCase(tx, actor, subject, MOVES_OF[fresh.kind], {
    reason: fresh.reason,
    // The words stand with the proposal; an entry with the reason "other" needs a note of its own.
    note: fresh.reason === 'other' ? fresh.text : undefined,
  });
  const id = newId(tx.now.getTime());
  const place = { table: 'case_proposals', column: 'text_sealed', row: id };
  const proposal: NewProposal = {
    id,
    round: row.round,
    kind: fresh.kind,
    text_sealed: await tx.vault.seal(row.data_key_id, place, fresh.text),
    until: fresh.until ?? null,
    body_code: fresh.body ?? null,
    reason_code: fresh.reason ?? null,
    owner_sealed: fresh.owner
      ? await tx.vault.seal(row.data_key_id, { ...place, column: 'owner_sealed' }, fresh.owner)
      : null,
    owner_id: fresh.ownerId ?? null,
    proposed_by: recordedAs(actor),
    ...(SIGNED.includes(fresh.kind) ? await signedColumns(tx, actor, row, fresh) : {}),
  };
  await insertProposal(tx, row.id, proposal);
  await putFlags(tx, row.id, 'proposal', [fresh.text, fresh.owner]);
  return { number: row.number, state: facts.state };
}
