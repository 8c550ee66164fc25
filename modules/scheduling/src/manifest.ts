import { defineModule } from '@otklik/kernel';
import { beginPublication } from './commands/begin-publication.ts';
import { endPublication } from './commands/end-publication.ts';
import { writeFiles } from './commands/write-files.ts';
import { publishJob } from './jobs/publish.ts';
import { describeDays } from './queries/describe-days.ts';
import { getPublication } from './queries/get-publication.ts';
import { isDue } from './queries/is-due.ts';
import { openFile } from './queries/open-file.ts';
import { readDays } from './queries/read-days.ts';
import { readPiece } from './queries/read-piece.ts';
import { searchLocations } from './queries/search-locations.ts';
import { searchSchedules } from './queries/search-schedules.ts';
import { searchSlots } from './queries/search-slots.ts';

export const manifest = defineModule({
  name: 'scheduling',
  needs: ['access', 'registry'],
  commands: { beginPublication, writeFiles, endPublication },
  queries: {
    describeDays,
    getPublication,
    isDue,
    openFile,
    readDays,
    readPiece,
    searchLocations,
    searchSchedules,
    searchSlots,
  },
  jobs: [publishJob],
  settings: {},
  constraints: {
    one_current_scheduling_file_per_name: 'already-exists',
    one_schedule_per_doctor_of_a_source: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
