import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { onPoint as input } from '../schema.ts';
import { changePoint } from '../store/points.ts';
import { pointToRule } from './open-point.ts';

/** Takes a tablet or a poster out of use, for good. @throws AppError not-found, already-done */
export const closePoint = defineCommand({
  name: 'survey-modes.close-point',
  input,
  policy: pointToRule,
  async handle({ tx, subject: { point } }) {
    if (point.state === 'closed') throw new AppError('already-done');
    const today = await todayOf(tx);
    await changePoint(tx, point.id, {
      state: 'closed',
      valid_from: point.valid_from ?? today,
      valid_to: today,
      enrol_hash: null,
      device_hash: null,
    });
    return { id: point.id };
  },
  audit: ({ output }) => ({ object: output.id, after: 'closed' }),
});
