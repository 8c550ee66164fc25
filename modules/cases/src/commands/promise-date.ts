import { defineCommand } from '@otklik/kernel';
import { ownersFit } from '../hand-in.ts';
import { planDays } from '../model/clocks.ts';
import { mayMove } from '../policy.ts';
import { promiseDate as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';
import { propose } from '../propose.ts';

/** The clinic says what it will do and by when; a moderator decides whether that is an interim answer. */
export const promiseDate = defineCommand({
  name: 'cases.promise-date',
  input,
  policy: mayMove('propose-interim'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject, input: fresh }) {
    planDays(subject.row.zone, tx.now, fresh.until);
    await ownersFit(tx, subject.row, [fresh]);
    return propose(tx, actor, subject, { kind: 'interim', ...fresh });
  },
  audit: auditMove,
});
