import { defineModule } from '@otklik/kernel';
import { explain } from './commands/explain.ts';
import { markTold } from './commands/mark-told.ts';
import { saveTerm } from './commands/save-term.ts';
import { settleLink } from './commands/settle-link.ts';
import { tieAccount } from './commands/tie-account.ts';
import { untieAccount } from './commands/untie-account.ts';
import { getNamed } from './queries/get-named.ts';
import { listOwn } from './queries/list-own.ts';
import { listPosts } from './queries/list-posts.ts';
import { listTerms } from './queries/list-terms.ts';
import { listToTell } from './queries/list-to-tell.ts';

export const manifest = defineModule({
  name: 'named-staff',
  needs: ['accounts', 'cases', 'notices', 'registry'],
  commands: { explain, markTold, saveTerm, settleLink, tieAccount, untieAccount },
  queries: { getNamed, listOwn, listPosts, listTerms, listToTell },
  jobs: [],
  settings: {},
  constraints: {
    one_account_per_post: 'already-exists',
    one_named_link_per_version: 'changed-meanwhile',
    one_current_named_link_per_person: 'changed-meanwhile',
    one_settled_link_per_post: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
