import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

/** What the journeys' own pilot is called; see `world-more.ts`. */
export const PILOT_CODE = 'walked';
const ONE = `/desk/pilots/${PILOT_CODE}`;

/** The pages of pilots. */
export const pilotLooks = ({ at, wrong }: Makers) => ({
  '/pilots': [at('/pilots')],
  '/desk/pilots': [
    at('/desk/pilots', 'with data', 'administrator'),
    at('/desk/pilots', 'for whom it is not', 'head'),
  ],
  '/desk/pilots/new': [
    at('/desk/pilots/new', 'with data', 'administrator'),
    wrong('/desk/pilots/new', 'administrator'),
    at('/desk/pilots/new', 'for whom it is not', 'coordinator'),
  ],
  '/desk/pilots/[code]': [
    at(ONE, 'with data', 'coordinator'),
    at(ONE, 'with data to change', 'administrator'),
    wrong(ONE, 'administrator', 'fresh'),
  ],
  '/desk/pilots/[code]/export.tar': {
    test: 'modules/pilots/test/pilots.test.ts',
    by: 'readExport',
  },
});
