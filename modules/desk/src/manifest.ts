import { defineModule } from '@otklik/kernel';
import { addNote } from './commands/add-note.ts';
import { settleMention } from './commands/settle-mention.ts';
import { listColleagues } from './queries/list-colleagues.ts';
import { listMentions } from './queries/list-mentions.ts';
import { listNotes } from './queries/list-notes.ts';

export const manifest = defineModule({
  name: 'desk',
  needs: ['accounts', 'cases', 'notices'],
  commands: { addNote, settleMention },
  queries: { listColleagues, listMentions, listNotes },
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
