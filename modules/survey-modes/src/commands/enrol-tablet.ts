import { AppError, defineCommand, newSecret } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { readCode } from '../model/codes.ts';
import { onlyVisitor } from '../policy.ts';
import { enrolTablet as input } from '../schema.ts';
import { changePoint, deviceHash, enrolHash, lockEnrolment } from '../store/points.ts';

/**
 * Makes a tablet known by its code, once. What it then holds is given once and kept as a keyed hash.
 * @throws AppError credential-invalid for a code that is wrong, used or over
 */
export const enrolTablet = defineCommand({
  name: 'survey-modes.enrol-tablet',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 10, window_s: 3600 }],
  async handle({ app, tx, input: { code } }) {
    const { keys } = app.ports;
    const hash = enrolHash(keys, readCode(code));
    const point = await lockEnrolment(tx, hash, await todayOf(tx));
    if (!point) throw new AppError('credential-invalid');
    const device = newSecret();
    await changePoint(tx, point.id, {
      enrol_hash: null,
      enrol_until: null,
      device_hash: deviceHash(keys, device),
    });
    return { id: point.id, device };
  },
  audit: ({ output }) => ({ object: output.id, after: 'enrolled' }),
});
