import { defineCommand } from '@otklik/kernel';
import { bodyFor } from '../store/bodies.ts';
import { mayMove } from '../policy.ts';
import { disownCase as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';
import { propose } from '../propose.ts';

/** The clinic says that somebody else is in charge; a coordinator decides, and the clock runs on. */
export const disownCase = defineCommand({
  name: 'cases.disown-case',
  input,
  policy: mayMove('propose-not-ours'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  async handle({ tx, actor, subject, input: fresh }) {
    if (fresh.body) await bodyFor(tx, subject.row, fresh.body);
    return propose(tx, actor, subject, { kind: 'not-ours', ...fresh });
  },
  audit: auditMove,
});
