import { defineModule, sweepBy } from '@otklik/kernel';
import { actFor } from './commands/act-for.ts';
import { fileFor } from './commands/file-for.ts';
import { forgetContacts } from './commands/forget-contacts.ts';
import { settleNotice } from './commands/settle-notice.ts';
import { exportOwn } from './queries/export-own.ts';
import { getAssistance } from './queries/get-assistance.ts';
import { listNotices } from './queries/list-notices.ts';
import { myIntake } from './queries/my-intake.ts';
import { openByReceipt } from './queries/open-by-receipt.ts';
import { printLetter } from './queries/print-letter.ts';

export const manifest = defineModule({
  name: 'assisted',
  needs: ['cases', 'complaints', 'notices', 'registry', 'retention'],
  commands: { actFor, fileFor, forgetContacts, settleNotice },
  queries: { exportOwn, getAssistance, listNotices, myIntake, openByReceipt, printLetter },
  jobs: [],
  retention: [sweepBy('assisted-contacts', forgetContacts)],
  settings: {},
  constraints: { one_notice_per_step: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
