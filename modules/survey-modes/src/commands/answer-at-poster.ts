import { defineCommand } from '@otklik/kernel';
import { openAt, takeAt } from '../at-point.ts';
import { readCode } from '../model/codes.ts';
import { onlyVisitor } from '../policy.ts';
import { answerAtPoster as input } from '../schema.ts';
import { posterOf } from '../store/points.ts';

/** More in a day are no visitors. */
const POINT_DAY_max = 300;

/**
 * Takes what somebody says at a poster, under a law of its own: nobody in particular, one box among those that wait.
 * The act log learns that somebody answered, never where.
 * @throws AppError not-found, link-expired, invalid-input, too-many-requests
 */
export const answerAtPoster = defineCommand({
  name: 'survey-modes.answer-at-poster',
  input,
  policy: onlyVisitor,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 40, window_s: 3600 },
    { per: { target: ({ code }) => readCode(code) }, count_max: POINT_DAY_max, window_s: 86_400 },
  ],
  async handle({ app, tx, input: { code, fields, nonce } }) {
    const open = await openAt(tx, await posterOf(tx, readCode(code)));
    return takeAt({ app, tx }, open, { fields, nonce });
  },
  audit: () => ({ object: '' }),
});
