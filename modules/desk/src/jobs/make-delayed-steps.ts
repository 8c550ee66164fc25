import { publishAnswer, rejectCase, returnAnswer, returnCase } from '@otklik/cases';
import { publishComplaint } from '@otklik/complaints';
import { isAppError, runCommand, type Actor, type App, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { settleDelayedStep } from '../commands/settle-delayed-step.ts';
import { takeDelayedStep } from '../commands/take-delayed-step.ts';
import type { Given } from '../model/delayed.ts';
import type { DelayedStep } from '../store/tables.ts';

interface Due {
  readonly step: DelayedStep;
  readonly number: string;
  readonly version: number;
  readonly given: Given;
  readonly actor: Actor;
}

function run(app: App, { step, number, version, given, actor }: Due): Promise<unknown> {
  const target = { number, version };
  const { reason, note, marked, acknowledged = false } = given;
  const shown = { ...target, ...(marked ? { marked } : {}), acknowledged };
  const why = { reason: reason as never, ...(note ? { note } : {}) };
  switch (step) {
    case 'publish':
      return runCommand(app, actor, publishComplaint, shown);
    case 'publish-answer':
      return runCommand(app, actor, publishAnswer, shown);
    case 'reject':
      return runCommand(app, actor, rejectCase, { ...target, ...why });
    case 'return-message':
      return runCommand(app, actor, returnCase, { ...target, ...why });
    case 'return-answer':
      return runCommand(app, actor, returnAnswer, { ...target, ...why });
  }
}

/**
 * Every minute: steps whose moment has come are made, each as the person who put it off and by the rules of
 * now. A refusal is told on the case, and stops none of the others.
 */
export const makeDelayedSteps: Job = {
  name: 'desk.make-delayed-steps',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'desk.make-delayed-steps' };
      for (;;) {
        if (signal.aborted) return;
        const due = await runCommand(app, clock, takeDelayedStep, {});
        if (!due) break;
        let refused: string | undefined;
        try {
          await run(app, due);
        } catch (error) {
          app.log.warn('desk.step-not-made', { number: due.number, error });
          refused = isAppError(error) ? error.code : 'internal';
        }
        const { stepId } = due;
        const told = refused === undefined ? {} : { refused };
        await runCommand(app, clock, settleDelayedStep, { stepId, ...told });
      }
    }
  },
};
