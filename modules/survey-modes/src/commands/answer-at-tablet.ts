import { defineCommand } from '@otklik/kernel';
import { openAt, takeAt } from '../at-point.ts';
import { onlyVisitor } from '../policy.ts';
import { answerAtTablet as input } from '../schema.ts';
import { deviceHash, tabletOf } from '../store/points.ts';

/** More in a day are no visitors. */
const POINT_DAY_max = 300;

/**
 * Takes what somebody says at a tablet, under a law of its own: nobody in particular, one box among those that wait.
 * The act log learns that somebody answered, never where.
 * @throws AppError not-found, link-expired, invalid-input, too-many-requests
 */
export const answerAtTablet = defineCommand({
  name: 'survey-modes.answer-at-tablet',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: POINT_DAY_max, window_s: 86_400 }],
  async handle({ app, tx, input: { device, fields, nonce } }) {
    const open = await openAt(tx, await tabletOf(tx, deviceHash(app.ports.keys, device)));
    return takeAt({ app, tx }, open, { fields, nonce });
  },
  audit: () => ({ object: '' }),
});
