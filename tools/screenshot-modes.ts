import type { Stop } from './screenshot-stop.ts';

const PAPER = '/desk/surveys/paper';
const batch = 'main li a[href*="/desk/surveys/paper/"]';

/** Other ways of asking, as the demonstration has them. */
export const modeStops: readonly Stop[] = [
  { path: '/s/demo2345', route: '/s/[code]' },
  { path: '/s/demo2345/done', route: '/s/[code]/done' },
  { path: '/s/zzzzzzzz', route: '/s/[code]' },
  { path: '/hall' },
  { path: '/hall/form' },
  { path: '/hall/done' },
  { path: '/desk/surveys/points', as: 'coordinator' },
  { path: PAPER, as: 'coordinator' },
  {
    path: PAPER,
    as: 'coordinator',
    follow: batch,
    name: 'desk_paper_batch',
    route: `${PAPER}/[batch]`,
  },
  {
    path: PAPER,
    as: 'coordinator',
    follow: batch,
    step: '1',
    name: 'desk_paper_sheet',
    route: `${PAPER}/[batch]/[sheet]`,
  },
  {
    path: PAPER,
    as: 'coordinator',
    follow: batch,
    step: 'print',
    name: 'desk_paper_print',
    route: `${PAPER}/[batch]/print`,
  },
  { path: '/desk/surveys/nok', as: 'coordinator' },
  { path: '/desk/surveys/ways', as: 'coordinator' },
  { path: '/desk/surveys/signals', as: 'coordinator' },
  {
    path: '/desk/surveys/nok',
    as: 'coordinator',
    follow: 'main a[href*="/desk/surveys/nok/"]',
    name: 'desk_nok_check',
    route: '/desk/surveys/nok/[place]',
  },
  {
    path: '/desk/surveys',
    as: 'head',
    follow: 'main td a[href*="/desk/surveys/"], main th a[href*="/desk/surveys/"]',
    step: 'promises',
    name: 'desk_promises',
    route: '/desk/surveys/[place]/promises',
  },
  {
    path: '/desk/surveys',
    as: 'head',
    follow: 'main td a[href*="/desk/surveys/"], main th a[href*="/desk/surveys/"]',
    step: 'funnel',
    name: 'desk_funnel',
    route: '/desk/surveys/[place]/funnel',
  },
  { path: '/desk/surveys/cabinets', as: 'administrator' },
];
