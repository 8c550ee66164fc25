import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
}

/** The pages of waits and of the sources they come from. */
export const accessLooks = ({ at, empty }: Makers) => ({
  '/access': [
    at('/access'),
    at('/access?from=hamovniki', 'from a district'),
    empty('/access?okrug=none'),
  ],
  '/access/history': [
    at('/access/history?specialty=surgeon'),
    at('/access/history?place=nowhere', 'in error'),
  ],
  '/clinics/[code]/waits': [at(({ clinic }) => `/clinics/${clinic}/waits`)],
  '/desk/sources': [
    at('/desk/sources', 'with data', 'administrator'),
    at('/desk/sources', 'for whom it is not', 'moderator'),
  ],
});
