import { defineQuery } from '@otklik/kernel';
import { openAt, shownAt } from '../at-point.ts';
import { readCode } from '../model/codes.ts';
import { onlyVisitor } from '../policy.ts';
import { judgeAtPoster as input } from '../schema.ts';
import { posterOf } from '../store/points.ts';

/** The form as it was typed at a poster, with what is wrong on it. Nothing is kept. @throws AppError not-found, link-expired */
export const judgeAtPoster = defineQuery({
  name: 'survey-modes.judge-at-poster',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ tx, input: { code, locale, fields } }) {
    return shownAt(await openAt(tx, await posterOf(tx, readCode(code))), locale, fields);
  },
});
