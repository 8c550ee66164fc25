import { defineCommand } from '@otklik/kernel';
import { mayMove } from '../policy.ts';
import { askQuestion as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';
import { propose } from '../propose.ts';

/** The clinic wants to ask the author one thing; a moderator reads the question first. */
export const askQuestion = defineCommand({
  name: 'cases.ask-question',
  input,
  policy: mayMove('propose-question'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject, input: fresh }) {
    return propose(tx, actor, subject, { kind: 'question', ...fresh });
  },
  audit: auditMove,
});
