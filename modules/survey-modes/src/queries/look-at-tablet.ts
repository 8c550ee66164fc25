import { defineQuery } from '@otklik/kernel';
import { openAt, shownAt } from '../at-point.ts';
import { onlyVisitor } from '../policy.ts';
import { lookAtTablet as input } from '../schema.ts';
import { deviceHash, tabletOf } from '../store/points.ts';

/** What a tablet asks. Looking changes nothing. @throws AppError not-found, link-expired */
export const lookAtTablet = defineQuery({
  name: 'survey-modes.look-at-tablet',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ app, tx, input: { device, locale } }) {
    return shownAt(
      await openAt(tx, await tabletOf(tx, deviceHash(app.ports.keys, device))),
      locale,
    );
  },
});
