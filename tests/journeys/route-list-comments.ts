import type { Eyes, Look } from './route-list.ts';

type Path = string | Look['path'];
interface Makers {
  readonly at: (path: Path, title?: string, as?: Eyes) => Look;
  readonly empty: (path: Path, as?: Eyes) => Look;
  readonly wrong: (path: Path, as?: Eyes, press?: string) => Look;
}

const NOBODY = '00000000-0000-4000-8000-00000000000a';

/** The pages of comments of surveys. */
export const commentLooks = ({ at, empty, wrong }: Makers) => ({
  '/clinics/[code]/comments': [
    at(({ clinic }) => `/clinics/${clinic}/comments`),
    empty(({ quietClinic }) => `/clinics/${quietClinic}/comments`),
    at('/clinics/no-such-clinic/comments', 'in error'),
  ],
  '/desk/comments': [
    // A list of what waits and one of replies: one of them may be empty.
    { ...at('/desk/comments', 'with data', 'moderator'), sees: 'main a[href*="/desk/comments/"]' },
    { ...at('/desk/comments', 'with data', 'head'), sees: 'main a[href*="/desk/comments/"]' },
    at('/desk/comments', 'for whom it is not', 'coordinator'),
  ],
  '/desk/comments/[id]': [
    at(({ comments }) => `/desk/comments/${comments.waiting}`, 'with data', 'moderator'),
    at(({ comments }) => `/desk/comments/${comments.shown}`, 'for the clinic', 'head'),
    wrong(({ comments }) => `/desk/comments/${comments.waiting}`, 'moderator', 'publish'),
    at(`/desk/comments/${NOBODY}`, 'in error', 'moderator'),
  ],
  '/survey/words': [at('/survey/words'), { ...wrong('/survey/words'), status: 404 }],
});
