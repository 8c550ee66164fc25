import { defineModule } from '@otklik/kernel';
import { addNote } from './commands/add-note.ts';
import { giveBack } from './commands/give-back.ts';
import { handOver } from './commands/hand-over.ts';
import { openPage } from './commands/open-page.ts';
import { settleMention } from './commands/settle-mention.ts';
import { takeCase } from './commands/take-case.ts';
import { findInQueue } from './queries/find-in-queue.ts';
import { listColleagues } from './queries/list-colleagues.ts';
import { listMentions } from './queries/list-mentions.ts';
import { listNotes } from './queries/list-notes.ts';

export const manifest = defineModule({
  name: 'desk',
  needs: ['accounts', 'cases', 'notices'],
  commands: { addNote, giveBack, handOver, openPage, settleMention, takeCase },
  queries: { findInQueue, listColleagues, listMentions, listNotes },
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
