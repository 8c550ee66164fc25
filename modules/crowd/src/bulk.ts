import { nextNumber } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import type { Clinic } from '@otklik/registry';
import { insertProject, type NewProject } from './store/projects.ts';
import { changeProposal, findProposal, insertProposal, sealIn } from './store/proposals.ts';

/** An invented proposal of a demonstration. */
export interface SimulatedProposal {
  readonly direction: string;
  readonly text: string;
  readonly clinic: Clinic | null;
  readonly filedAt: Date;
  /** Null while it waits for a moderator. */
  readonly shownAt: Date | null;
}

/** Writes an invented project as it would stand now; nobody is written to. */
export async function importProject(
  tx: Tx,
  project: Omit<NewProject, 'createdBy' | 'demo'>,
  proposals: readonly SimulatedProposal[],
): Promise<void> {
  const project_id = await insertProject(tx, { ...project, createdBy: null, demo: true });
  for (const { direction, text, clinic, filedAt, shownAt } of proposals) {
    const [data_key_id] = await tx.vault.newKeys([filedAt]);
    const row = { id: newId(filedAt.getTime()), data_key_id: data_key_id! };
    const number = await nextNumber(tx);
    await insertProposal(tx, {
      ...row,
      number,
      project_id,
      direction,
      clinic_id: clinic?.id ?? null,
      text_sealed: await sealIn(tx, row, 'text_sealed', text),
      author_id: null,
      danger: false,
      filed_at: filedAt,
      demo: true,
    });
    if (shownAt)
      await changeProposal(tx, (await findProposal(tx, number, true))!, {
        state: 'shown',
        text_public: text,
        decided_at: shownAt,
        shown_at: shownAt,
      });
  }
}
