import { AppError, defineCommand } from '@otklik/kernel';
import { planDays } from '../model/clocks.ts';
import { mayMove } from '../policy.ts';
import { askExtension as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';
import { propose } from '../propose.ts';

/** The clinic asks for a later date, with reasons: once of a moderator, then only of a controller. */
export const askExtension = defineCommand({
  name: 'cases.ask-extension',
  input,
  policy: mayMove('propose-extension'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject, input: fresh }) {
    planDays(subject.row.zone, tx.now, fresh.until);
    const running = subject.facts.clocks.findLast(
      ({ stage, stoppedAt }) => stage === 'planned' && !stoppedAt,
    );
    // A later date is later than the one that everybody reads.
    if (running?.dueDate && fresh.until <= running.dueDate)
      throw new AppError('date-unfit', { after: running.dueDate });
    return propose(tx, actor, subject, { kind: 'extension', ...fresh });
  },
  audit: auditMove,
});
