import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
  readonly stale: (look: Look, spoil: readonly [string, string], status?: number) => Look;
}

const NOWHERE = '26-000000-5';

/** The pages of thanks. */
export const thanksLooks = ({ at, empty, wrong, stale }: Makers) => ({
  '/desk/thanks': [
    at('/desk/thanks', 'with data', 'moderator'),
    at('/desk/thanks', 'with data', 'head'),
    at('/desk/thanks', 'for whom it is not', 'controller'),
    stale(wrong('/desk/thanks', 'head', 'delivered'), ['[name=number]', NOWHERE], 404),
  ],
  '/desk/thanks/[number]': [
    at(({ thanksWaiting }) => `/desk/thanks/${thanksWaiting}`, 'with data', 'moderator'),
    at(`/desk/thanks/${NOWHERE}`, 'in error', 'moderator'),
    at(({ thanksWaiting }) => `/desk/thanks/${thanksWaiting}`, 'for whom it is not', 'head'),
  ],
  '/my/thanks': [
    at('/my/thanks', 'with data', 'named'),
    empty('/my/thanks', 'citizen'),
    stale(wrong('/my/thanks', 'named'), ['[name=number]', NOWHERE], 404),
  ],
  '/thanks': [
    at('/thanks'),
    empty(({ quietClinic }) => `/thanks?clinic=${quietClinic}`),
    at('/thanks?clinic=no-such-clinic', 'in error'),
  ],
  '/thanks/[number]': [
    at(({ thanked }) => `/thanks/${thanked}`),
    at(({ thanked }) => `/thanks/${thanked}`, 'to its author', 'citizen'),
    at(`/thanks/${NOWHERE}`, 'in error'),
  ],
  '/thanks/new': [
    at('/thanks/new'),
    at(({ clinic }) => `/thanks/new?clinic=${clinic}`),
    wrong(({ clinic }) => `/thanks/new?clinic=${clinic}`),
  ],
  '/thanks/sent': [empty('/thanks/sent')],
  '/thanks/follow': [at('/thanks/follow'), { ...wrong('/thanks/follow'), status: 404 }],
});
