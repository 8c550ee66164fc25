import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

/** The pages of waits and of the sources they come from. */
export const accessLooks = ({ at, empty, wrong }: Makers) => ({
  '/access': [at('/access'), empty('/access?okrug=none')],
  '/clinics/[code]/waits': [at(({ clinic }) => `/clinics/${clinic}/waits`)],
  '/access/official': [at('/access/official')],
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
    wrong('/desk/sources', 'administrator', '?/close'),
    at('/desk/sources', 'for whom it is not', 'moderator'),
  ],
});
