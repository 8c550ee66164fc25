import { defineModule, sweepBy } from '@otklik/kernel';
import { answerConsent } from './commands/answer-consent.ts';
import { eraseThanks } from './commands/erase-thanks.ts';
import { forgetSettled } from './commands/forget-settled.ts';
import { markDelivered } from './commands/mark-delivered.ts';
import { publishThanks } from './commands/publish-thanks.ts';
import { refuseThanks } from './commands/refuse-thanks.ts';
import { sendThanks } from './commands/send-thanks.ts';
import { settlePerson } from './commands/settle-person.ts';
import { withdrawThanks } from './commands/withdraw-thanks.ts';
import { followThanks } from './queries/follow-thanks.ts';
import { getThanks } from './queries/get-thanks.ts';
import { listOwn } from './queries/list-own.ts';
import { listThanks } from './queries/list-thanks.ts';
import { listToHandOver } from './queries/list-to-hand-over.ts';
import { listWaiting } from './queries/list-waiting.ts';

export const manifest = defineModule({
  name: 'thanks',
  needs: ['accounts', 'cases', 'named-staff', 'notices', 'registry', 'retention'],
  commands: {
    answerConsent,
    eraseThanks,
    forgetSettled,
    markDelivered,
    publishThanks,
    refuseThanks,
    sendThanks,
    settlePerson,
    withdrawThanks,
  },
  queries: { followThanks, getThanks, listOwn, listThanks, listToHandOver, listWaiting },
  jobs: [],
  retention: [sweepBy('settled-thanks', forgetSettled)],
  erasers: { thanks: eraseThanks },
  settings: {},
  constraints: {
    one_number_per_thanks: 'changed-meanwhile',
    one_receipt_per_thanks: 'changed-meanwhile',
    one_post_per_thanks: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
