import { defineModule } from '@otklik/kernel';
import { addPlace } from './commands/add-place.ts';
import { askClosing } from './commands/ask-closing.ts';
import { closeAgain } from './commands/close-again.ts';
import { confirmClosing } from './commands/confirm-closing.ts';
import { dropPlace } from './commands/drop-place.ts';
import { joinPilot } from './commands/join-pilot.ts';
import { keepOpen } from './commands/keep-open.ts';
import { moveEnd } from './commands/move-end.ts';
import { recordExport } from './commands/record-export.ts';
import { stepClosing } from './commands/step-closing.ts';
import { countWaiting } from './queries/count-waiting.ts';
import { getPilot } from './queries/get-pilot.ts';
import { listClosing } from './queries/list-closing.ts';
import { listPilots } from './queries/list-pilots.ts';
import { listPlaces } from './queries/list-places.ts';
import { listPublic } from './queries/list-public.ts';
import { openExport } from './queries/open-export.ts';
import { pilotsExport } from './region-export.ts';

export const manifest = defineModule({
  name: 'pilots',
  needs: ['cases', 'registry', 'retention', 'survey-answers', 'surveys'],
  commands: {
    addPlace,
    askClosing,
    closeAgain,
    confirmClosing,
    dropPlace,
    joinPilot,
    keepOpen,
    moveEnd,
    recordExport,
    stepClosing,
  },
  queries: { countWaiting, getPilot, listClosing, listPilots, listPlaces, listPublic, openExport },
  jobs: [],
  erasers: { pilot: closeAgain },
  regionExport: pilotsExport,
  settings: {},
  constraints: { one_pilot_per_code: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
