import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

const BUILT = 'modules/survey-forms/test/publish.test.ts';

/** The pages of the builder of questionnaires. */
export const formLooks = ({ at, wrong }: Makers) => ({
  '/desk/surveys/forms': [
    at('/desk/surveys/forms', 'with data', 'coordinator'),
    wrong('/desk/surveys/forms', 'coordinator', 'create'),
    at('/desk/surveys/forms', 'for whom it is not', 'head'),
  ],
  // Of one version: its verbs are tested; each page is photographed from the list.
  '/desk/surveys/forms/[form]/[version]': { test: BUILT, by: 'getVersion' },
  '/desk/surveys/forms/[form]/[version]/items/[item]': { test: BUILT, by: 'put-option' },
  '/desk/surveys/forms/[form]/[version]/words': { test: BUILT, by: 'listWords' },
  '/desk/surveys/forms/[form]/[version]/preview': { test: BUILT, by: 'preview' },
  '/desk/surveys/forms/[form]/[version]/publish': { test: BUILT, by: 'publishVersion' },
  '/desk/surveys/forms/[form]/[version]/questionnaire.json': { test: BUILT, by: 'exportForm' },
});
