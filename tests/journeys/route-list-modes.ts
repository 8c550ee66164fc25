import type { Eyes, Look } from './route-list.ts';

interface Makers {
  readonly at: (path: string, title?: string, as?: Eyes) => Look;
  readonly empty: (path: string, as?: Eyes) => Look;
  readonly wrong: (path: string, as?: Eyes) => Look;
}

const POINTS = 'modules/survey-modes/test/points.test.ts';
const PAPER = 'modules/survey-modes/test/paper.test.ts';

/** Pages of other ways of asking. Those behind a code, a device or a sheet: their verbs are tested, and they are photographed. */
export const modeLooks = ({ at, empty, wrong }: Makers) => ({
  '/s/[code]': { test: POINTS, by: 'lookAtPoster' },
  '/s/[code]/done': { test: POINTS, by: 'answerAtPoster' },
  '/hall': [at('/hall'), { ...wrong('/hall'), status: 401 }],
  '/hall/form': { test: POINTS, by: 'lookAtTablet' },
  '/hall/done': [at('/hall/done')],
  '/desk/surveys/points': [
    empty('/desk/surveys/points', 'coordinator'),
    at('/desk/surveys/points', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/points/[id]/poster.svg': { test: POINTS, by: 'getPoster' },
  '/desk/surveys/paper': [
    empty('/desk/surveys/paper', 'coordinator'),
    at('/desk/surveys/paper', 'for whom it is not', 'head'),
  ],
  '/desk/surveys/paper/[batch]': { test: PAPER, by: 'takePaper' },
  '/desk/surveys/paper/[batch]/print': { test: PAPER, by: 'makePaperBatch' },
  '/desk/surveys/paper/[batch]/[sheet]': { test: PAPER, by: 'getSheet' },
  '/desk/surveys/cabinets': [
    empty('/desk/surveys/cabinets', 'administrator'),
    at('/desk/surveys/cabinets', 'for whom it is not', 'coordinator'),
  ],
});
