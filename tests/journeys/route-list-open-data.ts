import type { Look } from './route-list.ts';

/** The page of what is given out of free places. It asks nobody anything, so it is never empty. */
export const openDataLooks = ({ at }: { readonly at: (path: string) => Look }) => ({
  '/open-data': [at('/open-data')],
});
