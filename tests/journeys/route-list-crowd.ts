import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

const NOWHERE = '26-000000-5';

/** The pages of crowd projects. */
export const crowdLooks = ({ at, empty, wrong }: Makers) => ({
  '/crowd': [at('/crowd')],
  '/crowd/[code]': [
    at(({ crowd }) => `/crowd/${crowd.project}`),
    empty(({ crowd }) => `/crowd/${crowd.project}?direction=feedback`),
    at('/crowd/no-such-project', 'in error'),
  ],
  '/crowd/propose': [at('/crowd/propose')],
  '/crowd/[code]/propose': [
    at(({ crowd }) => `/crowd/${crowd.project}/propose`),
    at(({ crowd }) => `/crowd/${crowd.project}/propose`, 'signed in', 'citizen'),
    wrong(({ crowd }) => `/crowd/${crowd.project}/propose`, 'citizen'),
  ],
  '/crowd/proposals/[number]': [
    at(({ crowd }) => `/crowd/proposals/${crowd.shown}`),
    at(({ crowd }) => `/crowd/proposals/${crowd.waiting}`, 'to its author', 'citizen'),
    wrong(({ crowd }) => `/crowd/proposals/${crowd.returned}`, 'citizen', 'mend'),
    at(({ crowd }) => `/crowd/proposals/${crowd.waiting}`, 'in error'),
  ],
  '/my/proposals': [
    at('/my/proposals', 'with data', 'citizen'),
    empty('/my/proposals', 'administrator'),
  ],
  '/desk/crowd': [
    { ...at('/desk/crowd', 'with data', 'moderator'), sees: 'main a[href*="/desk/crowd/"]' },
    at('/desk/crowd', 'for whom it is not', 'coordinator'),
  ],
  '/desk/crowd/[number]': [
    at(({ crowd }) => `/desk/crowd/${crowd.waiting}`, 'with data', 'moderator'),
    at(`/desk/crowd/${NOWHERE}`, 'in error', 'moderator'),
    at(({ crowd }) => `/desk/crowd/${crowd.waiting}`, 'for whom it is not', 'head'),
  ],
  '/desk/crowd/projects': [
    at('/desk/crowd/projects', 'with data', 'administrator'),
    wrong('/desk/crowd/projects', 'administrator', 'open'),
    at('/desk/crowd/projects', 'for whom it is not', 'moderator'),
  ],
});
