import { crowdLooks } from './route-list-crowd.ts';
import { accessLooks } from './route-list-access.ts';
import { formLooks } from './route-list-forms.ts';
import { pilotLooks } from './route-list-pilots.ts';
import { openDataLooks } from './route-list-open-data.ts';
import { modeLooks } from './route-list-modes.ts';
import { surveyLooks } from './route-list-surveys.ts';
import { commentLooks } from './route-list-comments.ts';
import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

/** The pages of clerks, of filing for another, of surveys, their forms and comments. */
export const intakeLooks = ({ at, empty, wrong }: Makers) => ({
  ...surveyLooks({ at, empty, wrong }),
  ...modeLooks({ at, empty, wrong }),
  ...accessLooks({ at, empty, wrong }),
  ...formLooks({ at, wrong }),
  ...commentLooks({ at, empty, wrong }),
  ...crowdLooks({ at, empty, wrong }),
  ...pilotLooks({ at, empty, wrong }),
  ...openDataLooks({ at }),
  '/complaints/new/for-whom': [
    at('/complaints/new/for-whom', 'with data', 'form'),
    at('/complaints/new/for-whom?check', 'from the check', 'ready'),
    {
      ...wrong('/complaints/new/for-whom', 'form'),
      spoil: ['[name=bornOn]', '2019-01-01'] as const,
    },
  ],
  '/desk/intake': [
    at('/desk/intake', 'with data', 'clerk'),
    at('/desk/intake', 'for whom it is not', 'moderator'),
  ],
  '/desk/intake/new': [
    at('/desk/intake/new', 'choosing the clinic', 'clerk'),
    at(({ clinic }) => `/desk/intake/new?clinic=${clinic}`, 'choosing the topic', 'clerk'),
    at(
      ({ clinic }) => `/desk/intake/new?clinic=${clinic}&topic=no-shoe-covers`,
      'with data',
      'clerk',
    ),
    wrong(
      ({ clinic }) => `/desk/intake/new?clinic=${clinic}&topic=no-shoe-covers`,
      'clerk',
      'read',
    ),
  ],
  '/desk/intake/receipt': [empty('/desk/intake/receipt', 'clerk')],
  '/desk/intake/type-back': [
    at('/desk/intake/type-back', 'with data', 'clerk'),
    { ...wrong('/desk/intake/type-back', 'clerk'), status: 404 },
  ],
  '/desk/intake/follow': [
    at('/desk/intake/follow', 'with data', 'clerk'),
    { ...wrong('/desk/intake/follow', 'clerk', 'open'), status: 404 },
  ],
  '/desk/intake/photos/[id]': { test: 'tests/journeys/staff.test.ts', by: 'setInputFiles' },
  '/desk/intake/calls': [empty('/desk/intake/calls', 'clerk')],
  '/desk/intake/letters/[id]': {
    test: 'tests/journeys/staff.test.ts',
    by: '/desk/intake/letters/',
  },
  '/desk/intake/rules': [
    at('/desk/intake/rules', 'with data', 'administrator'),
    wrong('/desk/intake/rules', 'administrator'),
  ],
});
