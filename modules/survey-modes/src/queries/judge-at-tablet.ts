import { defineQuery } from '@otklik/kernel';
import { openAt, shownAt } from '../at-point.ts';
import { onlyVisitor } from '../policy.ts';
import { judgeAtTablet as input } from '../schema.ts';
import { deviceHash, tabletOf } from '../store/points.ts';

/** The form as it was typed at a tablet, with what is wrong on it. Nothing is kept. @throws AppError not-found, link-expired */
export const judgeAtTablet = defineQuery({
  name: 'survey-modes.judge-at-tablet',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ app, tx, input: { device, locale, fields } }) {
    return shownAt(
      await openAt(tx, await tabletOf(tx, deviceHash(app.ports.keys, device))),
      locale,
      fields,
    );
  },
});
