import { defineModule } from '@otklik/kernel';
import { answerAtPoster } from './commands/answer-at-poster.ts';
import { answerAtTablet } from './commands/answer-at-tablet.ts';
import { askPoint } from './commands/ask-point.ts';
import { closeCabinet } from './commands/close-cabinet.ts';
import { closePoint } from './commands/close-point.ts';
import { enterSheet } from './commands/enter-sheet.ts';
import { enrolTablet } from './commands/enrol-tablet.ts';
import { makePaperBatch } from './commands/make-paper-batch.ts';
import { openFromCabinet } from './commands/open-from-cabinet.ts';
import { openPoint } from './commands/open-point.ts';
import { readCabinet } from './commands/read-cabinet.ts';
import { registerCabinet } from './commands/register-cabinet.ts';
import { takePaper } from './commands/take-paper.ts';
import { getBatch } from './queries/get-batch.ts';
import { getPoster } from './queries/get-poster.ts';
import { getSheet } from './queries/get-sheet.ts';
import { judgeAtPoster } from './queries/judge-at-poster.ts';
import { judgeAtTablet } from './queries/judge-at-tablet.ts';
import { listCabinets } from './queries/list-cabinets.ts';
import { listPaper } from './queries/list-paper.ts';
import { listPoints } from './queries/list-points.ts';
import { lookAtPoster } from './queries/look-at-poster.ts';
import { lookAtTablet } from './queries/look-at-tablet.ts';

export const manifest = defineModule({
  name: 'survey-modes',
  needs: ['notices', 'registry', 'survey-answers', 'survey-forms', 'surveys'],
  commands: {
    answerAtPoster,
    answerAtTablet,
    askPoint,
    closeCabinet,
    closePoint,
    enrolTablet,
    enterSheet,
    makePaperBatch,
    openFromCabinet,
    openPoint,
    readCabinet,
    registerCabinet,
    takePaper,
  },
  queries: {
    getBatch,
    getPoster,
    getSheet,
    judgeAtPoster,
    judgeAtTablet,
    listCabinets,
    listPaper,
    listPoints,
    lookAtPoster,
    lookAtTablet,
  },
  jobs: [],
  settings: {},
  constraints: {
    one_point_per_code: 'changed-meanwhile',
    one_point_per_enrolment: 'changed-meanwhile',
    one_point_per_device: 'changed-meanwhile',
    one_pass_per_clerk: 'forbidden',
    one_cabinet_per_key: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
