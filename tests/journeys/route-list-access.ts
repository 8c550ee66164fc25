import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

const NO_TOKEN = 'x'.repeat(43);

/** The pages of waits and of the sources they come from. */
export const accessLooks = ({ at, empty, wrong }: Makers) => ({
  '/access': [
    at('/access'),
    at('/access?from=45286590', 'from a district'),
    empty('/access?okrug=none'),
  ],
  '/access/my-clinic': [at('/access/my-clinic'), wrong('/access/my-clinic', undefined, 'find')],
  '/desk/attachment': [
    at('/desk/attachment', 'with data', 'administrator'),
    at('/desk/attachment', 'for whom it is not', 'moderator'),
  ],
  '/access/history': [
    at('/access/history?specialty=surgeon'),
    at('/access/history?place=nowhere', 'in error'),
  ],
  '/access/alerts': [
    at(({ clinic }) => `/access/alerts?clinic=${clinic}&specialty=therapist`),
    wrong(({ clinic }) => `/access/alerts?clinic=${clinic}&specialty=therapist`),
    at('/access/alerts?clinic=no-such-clinic', 'in error'),
  ],
  '/access/alerts/confirm/[token]': [
    at(`/access/alerts/confirm/${NO_TOKEN}`),
    { ...wrong(`/access/alerts/confirm/${NO_TOKEN}`), status: 410, sees: 'main h1' },
  ],
  // Of one letter: its verbs are tested, and without a letter there is no such page.
  '/access/alerts/stop/[ticket]': {
    test: 'modules/wait-alerts/test/alerts.test.ts',
    by: 'stopByLink',
  },
  '/access/norms.atom': { test: 'modules/wait-norms/test/norms.test.ts', by: 'listBreaches' },
  '/desk/waits': [
    empty('/desk/waits', 'coordinator'),
    at('/desk/waits', 'of a clinic', 'head'),
    at('/desk/waits', 'for whom it is not', 'moderator'),
  ],
  '/desk/waits/[code]/[specialty]': [
    at(({ clinic }) => `/desk/waits/${clinic}/therapist`, 'with data', 'coordinator'),
    at('/desk/waits/no-such-clinic/therapist', 'in error', 'coordinator'),
  ],
  '/my/referrals': [
    at('/my/referrals', 'with data', 'citizen'),
    empty('/my/referrals', 'administrator'),
    wrong('/my/referrals', 'citizen', 'add'),
    { ...at('/my/referrals', 'not signed in'), leads: '/sign-in' },
  ],
  '/desk/guarantees': [
    at('/desk/guarantees', 'with data', 'administrator'),
    wrong('/desk/guarantees', 'administrator', 'contact'),
    at('/desk/guarantees', 'for whom it is not', 'moderator'),
  ],
  '/clinics/[code]/waits': [at(({ clinic }) => `/clinics/${clinic}/waits`)],
  '/clinics/[code]/waits/places': [
    at(({ clinic }) => `/clinics/${clinic}/waits/places?specialty=therapist`),
    empty(({ clinic }) => `/clinics/${clinic}/waits/places?specialty=none`),
    at('/clinics/no-such-clinic/waits/places', 'in error'),
  ],
  '/clinics/[code]/waits/places.csv': {
    test: 'apps/web/test/rush.test.ts',
    by: 'rushCsv',
  },
  '/access/official': [empty('/access/official')],
  '/desk/by-hand': [
    at('/desk/by-hand', 'with data', 'clerk'),
    wrong('/desk/by-hand', 'clerk'),
    at('/desk/by-hand', 'for whom it is not', 'moderator'),
  ],
  '/desk/sources/keep': [
    at('/desk/sources/keep', 'with data', 'administrator'),
    wrong('/desk/sources/keep', 'administrator'),
    at('/desk/sources/keep', 'for whom it is not', 'moderator'),
  ],
  '/desk/sources': [
    at('/desk/sources', 'with data', 'administrator'),
    wrong('/desk/sources', 'administrator', 'close'),
    at('/desk/sources', 'for whom it is not', 'moderator'),
  ],
});
