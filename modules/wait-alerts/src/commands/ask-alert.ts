import { AppError, defineCommand, newSecret, type Tx } from '@otklik/kernel';
import { contactFor, sendLetter } from '@otklik/notices';
import { clinicByCode, todayOf } from '@otklik/registry';
import { people } from '../policy.ts';
import { askAlert as input } from '../schema.ts';
import { addAlert, ASK_LIFE_h, LINK_PURPOSE, refuseFlood, regionIn } from '../store/alerts.ts';
import '../store/tables.ts';

const AHEAD_days_max = 365;

/** @throws AppError not-found */
async function placeOf(tx: Tx, id: string) {
  const row = await tx.db
    .selectFrom('districts')
    .select(['id', 'name_ru as nameRu', 'name_en as nameEn'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { object: 'place' });
  return row;
}

/**
 * Asks to be told when a place earlier than a date frees. The address first gets a letter that asks, and nothing but
 * it; known and unknown addresses take the same path, so no answer tells them apart.
 * @throws AppError invalid-input (`before`), not-found, too-many-requests
 */
export const askAlert = defineCommand({
  name: 'wait-alerts.ask-alert',
  input,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 40, window_s: 86_400, actors: ['visitor', 'receipt'] },
    { per: 'principal', count_max: 100, window_s: 86_400, actors: ['person'] },
  ],
  policy: people,
  async handle({
    app,
    tx,
    input: { clinic, place, before, specialty, noticeHours, email, locale },
  }) {
    const today = await todayOf(tx);
    const latest = new Date(Date.parse(today) + AHEAD_days_max * 86_400_000);
    if (before <= today || before > latest.toISOString().slice(0, 10))
      throw new AppError('invalid-input', { issues: [{ path: 'before', code: 'not-ahead' }] });
    const told = await tx.db
      .selectFrom('specialties')
      .select(['name_ru', 'name_en'])
      .where('id', '=', specialty)
      .executeTakeFirst();
    if (!told) throw new AppError('not-found', { object: 'specialty' });
    const at = clinic ? await clinicByCode(tx, clinic) : await placeOf(tx, place!);
    const contactId = await contactFor(tx, { email, locale });
    await refuseFlood(tx, contactId);
    const token = newSecret();
    await addAlert(tx, {
      contact_id: contactId,
      specialty,
      clinic_id: clinic ? at.id : null,
      place: clinic ? null : at.id,
      before_day: before,
      notice_h: noticeHours,
      locale,
      token_hash: app.ports.keys.hash(LINK_PURPOSE, token),
    });
    await sendLetter(tx, {
      contactId,
      template: 'wait-alert-confirmation',
      data: {
        placeRu: at.nameRu,
        placeEn: at.nameEn ?? at.nameRu,
        specialtyRu: told.name_ru,
        specialtyEn: told.name_en,
        before,
        hours: ASK_LIFE_h,
        locale,
      },
      secret: `/access/alerts/confirm/${token}`,
    });
    return { asked: true };
  },
  audit: () => ({ object: 'wait-alert', after: 'asked' }),
});
