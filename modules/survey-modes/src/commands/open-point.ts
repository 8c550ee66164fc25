import { AppError, defineCommand, recordedAs, type Context, requireRole } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { daysLater } from '@otklik/survey-answers';
import { openFormFor } from '../at-point.ts';
import { newCode } from '../model/codes.ts';
import { OPENING, placeReached } from '../policy.ts';
import { onPoint as input } from '../schema.ts';
import { changePoint, enrolHash, lockPoint } from '../store/points.ts';

const ENROL_days = 2;

/** A point of a place that the actor reaches; held. @throws AppError not-found and as `requireRole` */
export async function pointToRule({ tx, actor, input: { id } }: Context<{ id: string }>) {
  requireRole(actor, OPENING);
  const point = await lockPoint(tx, id);
  if (!point) throw new AppError('not-found');
  const place = await placeReached(tx, actor, OPENING, (one) => one.id === point.place_id);
  return { point, place };
}

/**
 * Opens what was asked for: a poster gets its short address, a tablet a code by which one device is made known,
 * shown once. A tablet that is open gets a new code, and the device that held the old one is forgotten.
 * @throws AppError not-found, already-done, unknown-reference
 */
export const openPoint = defineCommand({
  name: 'survey-modes.open-point',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  policy: pointToRule,
  async handle({ app, tx, actor, subject: { point, place } }) {
    if (point.state === 'closed' || (point.state === 'open' && point.kind === 'poster'))
      throw new AppError('already-done');
    const today = await todayOf(tx);
    await openFormFor(tx, place.sector, today);
    const code = newCode();
    const opened = {
      state: 'open' as const,
      opened_by: recordedAs(actor),
      valid_from: point.valid_from ?? today,
    };
    const known =
      point.kind === 'poster'
        ? { code }
        : {
            enrol_hash: enrolHash(app.ports.keys, code),
            enrol_until: daysLater(today, ENROL_days),
            device_hash: null,
          };
    await changePoint(tx, point.id, { ...opened, ...known });
    return { id: point.id, kind: point.kind, code };
  },
  audit: ({ output }) => ({ object: output.id, after: 'open' }),
});
