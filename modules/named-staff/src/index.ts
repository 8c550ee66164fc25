export { manifest } from './manifest.ts';
export type { PostView } from './post-view.ts';
export { named } from './schema.ts';
export { accountOf, postsOfAccount, untieAccounts } from './store/accounts.ts';
export { settledLinkCounts, type CountQuestion, type SettledCount } from './store/counts.ts';
export { forgetNamed } from './store/links.ts';
export { namedInWords, proposeNamed } from './store/proposals.ts';
export { surnamesToCut } from './surnames.ts';
export { tellNamed } from './tell.ts';
