import type { Look } from './route-list.ts';

type Maker = (path: string, as?: Look['as']) => Look;
interface Makers {
  readonly at: (path: string, title?: string, as?: Look['as']) => Look;
  readonly empty: Maker;
}

/** The pages of surveys. Those behind a link of a letter are walked through by their own journey. */
export const surveyLooks = ({ at, empty }: Makers) => ({
  '/survey/[token]': { test: 'tests/journeys/survey.test.ts' },
  '/survey/form': { test: 'tests/journeys/survey.test.ts' },
  '/survey/done': [empty('/survey/done')],
  '/survey/kept-apart': [at('/survey/kept-apart')],
  '/desk/surveys': [
    empty('/desk/surveys', 'coordinator'),
    at('/desk/surveys', 'for whom it is not', 'moderator'),
  ],
});
