import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteOverdue } from '../commands/note-overdue.ts';
import { sendNotice } from '../commands/send-notice.ts';
import { settleCase } from '../commands/settle-case.ts';
import { listDue } from '../queries/list-due.ts';

/**
 * A case that somebody moved between the listing and the command is simply not ours any more. After a pause of
 * days there are thousands: a stop does not wait for the last of them, the next round finds the rest.
 */
async function each(
  { app, signal }: Pick<Parameters<Job['run']>[0], 'app' | 'signal'>,
  numbers: readonly string[],
  act: (number: string) => Promise<unknown>,
) {
  for (const number of numbers) {
    if (signal.aborted) return;
    try {
      await act(number);
    } catch (error) {
      app.log.warn('cases.not-settled', { number, error });
    }
  }
}

/** Every minute: what time decides is settled, lateness and notices are told, unconfirmed drafts lapse. */
export const settleDueCases: Job = {
  name: 'cases.settle-due',
  schedule: '* * * * *',
  async run({ app, signal }) {
    const context = { app, signal };
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      await each(context, await runQuery(app, clock, listDue, { what: 'timed' }), (number) =>
        runCommand(app, clock, settleCase, { number }),
      );
      for (const what of ['overdue', 'proposals', 'answer-changes'] as const)
        await each(context, await runQuery(app, clock, listDue, { what }), (number) =>
          runCommand(app, clock, noteOverdue, { number }),
        );
      await each(context, await runQuery(app, clock, listDue, { what: 'notices' }), (number) =>
        runCommand(app, clock, sendNotice, { number }),
      );
      await each(context, await runQuery(app, clock, listDue, { what: 'drafts' }), (number) =>
        runCommand(app, clock, settleCase, { number }),
      );
    }
  },
};
