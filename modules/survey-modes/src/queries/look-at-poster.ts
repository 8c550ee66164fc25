import { defineQuery } from '@otklik/kernel';
import { openAt, shownAt } from '../at-point.ts';
import { readCode } from '../model/codes.ts';
import { onlyVisitor } from '../policy.ts';
import { lookAtPoster as input } from '../schema.ts';
import { posterOf } from '../store/points.ts';

/** What a poster asks. Looking changes nothing. @throws AppError not-found, link-expired */
export const lookAtPoster = defineQuery({
  name: 'survey-modes.look-at-poster',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ tx, input: { code, locale } }) {
    return shownAt(await openAt(tx, await posterOf(tx, readCode(code))), locale);
  },
});
