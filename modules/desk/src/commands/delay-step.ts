import { checkPublishAnswer, mayMove, rehearseMove } from '@otklik/cases';
import { checkPublish } from '@otklik/complaints';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { MOVE_OF_STEP } from '../model/delayed.ts';
import { delayStep as input } from '../schema.ts';
import { insertDelayed } from '../store/delayed-steps.ts';
import { insertStep } from '../store/steps.ts';

/**
 * A moderator's step, made a moment later: until then nothing is public, no letter is written, and it can be
 * taken back. Whatever would refuse it then refuses it now.
 */
export const delayStep = defineCommand({
  name: 'desk.delay-step',
  input,
  async policy(context: Context<z.output<typeof input>>) {
    if (context.actor.kind !== 'person') throw new AppError('sign-in-required');
    const move = MOVE_OF_STEP[context.input.step];
    const { personId, sessionId } = context.actor;
    return { ...(await mayMove(move)(context)), move, personId, sessionId };
  },
  async handle({ app, tx, subject, input: { step, reason, note, ...shown } }) {
    const { row, move, personId, sessionId } = subject;
    await rehearseMove(tx, subject, move, { reason, note });
    if (step === 'publish') await checkPublish(tx, row, shown);
    if (step === 'publish-answer') await checkPublishAnswer(tx, row, shown);
    const runAt = new Date(tx.now.getTime() + (app.settings.undo_s ?? 0) * 1000);
    const id = await insertStep(tx, { personId, kind: step, caseId: row.id, side: 'region' });
    const place = { table: 'desk_delayed_steps', column: 'given_sealed', row: id };
    await insertDelayed(tx, {
      id,
      case_id: row.id,
      person_id: personId,
      session_id: sessionId,
      step,
      version: row.version,
      given_sealed: await tx.vault.seal(
        row.data_key_id,
        place,
        JSON.stringify({ reason, note, marked: shown.marked, acknowledged: shown.acknowledged }),
      ),
      run_at: runAt,
      asked_at: tx.now,
    });
    return { number: row.number, stepId: id, runAt };
  },
  audit: ({ subject, input: { step } }) => ({ object: subject.row.id, after: `delayed:${step}` }),
});
