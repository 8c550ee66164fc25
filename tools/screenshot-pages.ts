/** Pages that `npm run screenshots` takes without `--pages`, as the routes know them. */
export const pages = [
  '/',
  '/help',
  '/privacy',
  '/accessibility',
  '/settings/view',
  '/no-such-page',
  '/demo/components',
];
