/** Pages that `npm run screenshots` takes without `--pages`, as the routes know them. */
export const pages = [
  '/',
  '/help',
  '/privacy',
  '/accessibility',
  '/act-log',
  '/settings/view',
  '/no-such-page',
  '/clinics',
  '/clinics/map',
  '/clinics/districts',
  '/districts/45286590',
  '/clinics/msk-a-191',
  '/demo/components',
];
