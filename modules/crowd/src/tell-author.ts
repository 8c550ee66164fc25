import type { Tx } from '@otklik/kernel';
import { sendLetter, type ProposalTemplate } from '@otklik/notices';
import { projectsIn } from './store/projects.ts';
import type { ProposalRow } from './store/proposals.ts';

/** The author hears what was decided; no letter holds a word of the text. */
export async function tellAuthor(
  tx: Tx,
  row: ProposalRow,
  template: ProposalTemplate,
): Promise<void> {
  if (row.demo || !row.author_id) return;
  const project = await projectsIn(tx).where('id', '=', row.project_id).executeTakeFirstOrThrow();
  await sendLetter(tx, {
    contactId: row.author_id,
    template,
    // A proposal may be returned more than once; each time is a letter of its own.
    key: `${template}:${row.id}:${row.version}`,
    data: {
      number: row.number,
      path: `/crowd/proposals/${row.number}`,
      titleRu: project.title_ru,
      titleEn: project.title_en,
    },
  });
}
