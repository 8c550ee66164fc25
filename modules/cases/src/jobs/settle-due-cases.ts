import { runCommand, runQuery, type Actor, type App, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteOverdue } from '../commands/note-overdue.ts';
import { settleCase } from '../commands/settle-case.ts';
import { listDue } from '../queries/list-due.ts';

/** A case that somebody moved between the listing and the command is simply not ours any more. */
async function each(
  app: App,
  numbers: readonly string[],
  act: (number: string) => Promise<unknown>,
) {
  for (const number of numbers) {
    try {
      await act(number);
    } catch (error) {
      app.log.warn('cases.not-settled', { number, error });
    }
  }
}

/** Every minute: silence becomes an outcome, lateness is told, unconfirmed drafts lapse. */
export const settleDueCases: Job = {
  name: 'cases.settle-due',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      await each(app, await runQuery(app, clock, listDue, { what: 'silence' }), (number) =>
        runCommand(app, clock, settleCase, { number, move: 'fall-silent' }),
      );
      await each(app, await runQuery(app, clock, listDue, { what: 'overdue' }), (number) =>
        runCommand(app, clock, noteOverdue, { number }),
      );
      await each(app, await runQuery(app, clock, listDue, { what: 'drafts' }), (number) =>
        runCommand(app, clock, settleCase, { number, move: 'lapse' }),
      );
    }
  },
};
