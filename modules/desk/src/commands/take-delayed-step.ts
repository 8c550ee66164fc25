import { rolesHeld } from '@otklik/accounts';
import { readCase } from '@otklik/cases';
import { AppError, defineCommand, type Actor } from '@otklik/kernel';
import type { Given } from '../model/delayed.ts';
import { nothing as input } from '../schema.ts';
import { claimDelayed } from '../store/delayed-steps.ts';

/**
 * The next step whose moment has passed: from here on it cannot be taken back. Gives what to run and as whom,
 * with the roles that the person has now; null while none is due.
 */
export const takeDelayedStep = defineCommand({
  name: 'desk.take-delayed-step',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const step = await claimDelayed(tx);
    if (!step) return null;
    const row = await readCase(tx, { id: step.case_id });
    const place = { table: 'desk_delayed_steps', column: 'given_sealed', row: step.id };
    const words =
      step.given_sealed && (await tx.vault.open(row.data_key_id, place, step.given_sealed));
    const held = await rolesHeld(tx, [step.person_id]);
    const actor: Actor = {
      kind: 'person',
      region: row.region_id,
      personId: step.person_id,
      sessionId: step.session_id,
      // The second factor was given when the step was put off.
      secondFactor: true,
      origin: 'delayed-step',
      grants: held
        .filter(({ from, to }) => from <= tx.now && (to === null || to > tx.now))
        .map(({ role, reachKind, reachId }) => ({
          role,
          reach: reachKind === 'region' ? { kind: reachKind } : { kind: reachKind, id: reachId },
        })),
    };
    const given = (words ? JSON.parse(words) : {}) as Given;
    const { id: stepId, version } = step;
    return { stepId, step: step.step, number: row.number, version, given, actor };
  },
  audit: ({ output }) => ({
    object: output ? `step:${output.stepId}` : 'steps',
    after: output ? `made:${output.step}` : 'none-due',
  }),
});
