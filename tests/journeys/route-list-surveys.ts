import type { Look } from './route-list.ts';

interface Makers {
  readonly at: (path: string | Look['path'], title?: string, as?: Look['as']) => Look;
  readonly wrong: (path: string | Look['path'], as?: Look['as'], press?: string) => Look;
  readonly empty: (path: string | Look['path'], as?: Look['as']) => Look;
}

/** The pages of surveys. Those behind a link of a letter are walked through by their own journey. */
export const surveyLooks = ({ at, empty, wrong }: Makers) => ({
  '/survey/[token]': { test: 'tests/journeys/survey.test.ts' },
  '/survey/form': { test: 'tests/journeys/survey.test.ts' },
  '/survey/done': [empty('/survey/done')],
  '/survey/kept-apart': [at('/survey/kept-apart')],
  '/survey/receipt': [at('/survey/receipt'), { ...wrong('/survey/receipt'), status: 422 }],
  '/survey/receipts': [empty('/survey/receipts')],
  '/survey/receipts/[day]': {
    test: 'modules/survey-answers/test/receipt.test.ts',
    by: 'listAnswerLeaves',
  },
  '/my/marks': [empty('/my/marks', 'head'), at('/my/marks', 'for whom it is not', 'moderator')],
  '/access/got-in': [at('/access/got-in', 'while too few have answered')],
  '/my/surveys': [at('/my/surveys', 'with data', 'citizen'), empty('/my/surveys', 'administrator')],
  '/survey-stop/[ticket]': { test: 'modules/surveys/test/mail.test.ts', by: 'lookAtStop' },
  '/desk/surveys/mail': [
    empty('/desk/surveys/mail', 'coordinator'),
    at('/desk/surveys/mail', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/visits': [
    at('/desk/surveys/visits', 'with data', 'coordinator'),
    at('/desk/surveys/visits', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/attached': [
    empty('/desk/surveys/attached', 'coordinator'),
    at('/desk/surveys/attached', 'for whom it is not', 'moderator'),
  ],
  '/demo/messages': [empty('/demo/messages')],
  '/desk/surveys': [
    at('/desk/surveys', 'with data', 'coordinator'),
    at('/desk/surveys', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/[place]': [
    at(({ clinic }) => `/desk/surveys/${clinic}`, 'with data', 'coordinator'),
    empty(({ quietClinic }) => `/desk/surveys/${quietClinic}`, 'coordinator'),
    at('/desk/surveys/no-such-place', 'in error', 'coordinator'),
    at(({ clinic }) => `/desk/surveys/${clinic}`, 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/[place]/funnel': [
    at(({ clinic }) => `/desk/surveys/${clinic}/funnel`, 'with data', 'coordinator'),
    at('/desk/surveys/no-such-place/funnel', 'in error', 'coordinator'),
    at(({ clinic }) => `/desk/surveys/${clinic}/funnel`, 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/[place]/promises': [
    empty(({ clinic }) => `/desk/surveys/${clinic}/promises`, 'coordinator'),
    wrong(({ clinic }) => `/desk/surveys/${clinic}/promises`, 'head', 'make'),
    at('/desk/surveys/no-such-place/promises', 'in error', 'coordinator'),
    at(({ clinic }) => `/desk/surveys/${clinic}/promises`, 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/compare': [
    empty('/desk/surveys/compare', 'coordinator'),
    at('/desk/surveys/compare', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/ways': [
    at('/desk/surveys/ways', 'with data', 'coordinator'),
    at('/desk/surveys/ways', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/signals': [
    empty('/desk/surveys/signals', 'coordinator'),
    at('/desk/surveys/signals', 'for whom it is not', 'head'),
  ],
  '/desk/surveys/nok': [
    at('/desk/surveys/nok', 'with data', 'coordinator'),
    wrong('/desk/surveys/nok', 'administrator'),
    empty('/desk/surveys/nok?sector=culture', 'coordinator'),
    at('/desk/surveys/nok', 'for whom it is not', 'moderator'),
  ],
  '/desk/surveys/nok/[place]': [
    at(({ clinic }) => `/desk/surveys/nok/${clinic}`, 'with data', 'coordinator'),
    wrong(({ clinic }) => `/desk/surveys/nok/${clinic}`, 'coordinator'),
    at('/desk/surveys/nok/no-such-place', 'in error', 'coordinator'),
    at(({ clinic }) => `/desk/surveys/nok/${clinic}`, 'for whom it is not', 'head'),
  ],
  '/clinics/[code]/survey': [
    at(({ clinic }) => `/clinics/${clinic}/survey`),
    empty(({ quietClinic }) => `/clinics/${quietClinic}/survey`),
    at('/clinics/no-such-place/survey', 'in error'),
  ],
  '/clinics/[code]/widget': [
    at(({ clinic }) => `/clinics/${clinic}/widget`),
    at('/clinics/no-such-place/widget', 'in error'),
  ],
  '/widgets/survey/[file]': { test: 'apps/server/test/button.test.ts' },
  '/methods/surveys': [at('/methods/surveys')],
});
