import { earliestPlaces } from '@otklik/access';
import { defineCommand, type Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { hasFreed, suiting } from '../model.ts';
import { onlyTeller } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { set } from '../store/alerts.ts';
import { endOld, meetings, saw, type Meeting } from '../store/looks.ts';

/**
 * Looks at the waits that were measured anew and writes to whom a place freed. Freed is what is earlier than the
 * first place seen before: a place that passes or is taken frees none.
 */
export const tellAlerts = defineCommand({
  name: 'wait-alerts.tell-alerts',
  input,
  policy: onlyTeller,
  async handle({ tx }) {
    const ended = await endOld(tx);
    const found = await meetings(tx);
    const first = await earliestPlaces(
      tx,
      found.map(({ clinic_id, specialty, notice_h }) => ({
        clinicId: clinic_id,
        specialty,
        noticeMinutes: notice_h * 60,
      })),
    );
    let told = 0;
    for (const [at, meeting] of found.entries()) {
      const earliest = first[at] ?? null;
      // What a silent source had is neither gone nor there.
      if (earliest === 'unknown') continue;
      const place = suiting(earliest, meeting.before_at);
      if (place && hasFreed(place, meeting.first_at) && (await tell(tx, meeting, place))) told += 1;
      if (!meeting.was_seen || place?.getTime() !== meeting.first_at?.getTime())
        await saw(tx, meeting.alert_id, meeting.clinic_id, place);
    }
    for (const id of new Set(found.map(({ alert_id }) => alert_id)))
      await set(tx, id, { looked_at: tx.now });
    return { told, ended, looked: found.length };
  },
  audit: ({ output }) => ({ object: 'wait-alerts', after: `told ${output.told}` }),
});

/** One letter a place: the key of a letter is kept for good. */
async function tell(tx: Tx, meeting: Meeting, place: Date): Promise<boolean> {
  const { alert_id, clinic_code, clinic_ru, clinic_en, specialty_ru, specialty_en } = meeting;
  const sent = await sendLetter(tx, {
    contactId: meeting.contact_id,
    template: 'wait-place-freed',
    key: `wait-place-freed:${alert_id}:${clinic_code}:${place.toISOString()}`,
    data: {
      alertId: alert_id,
      path: `/clinics/${clinic_code}/waits?specialty=${meeting.specialty}`,
      placeRu: clinic_ru,
      placeEn: clinic_en ?? clinic_ru,
      specialtyRu: specialty_ru,
      specialtyEn: specialty_en,
      startAt: place.toISOString(),
      zone: meeting.zone,
      locale: meeting.locale,
    },
  });
  return sent !== null;
}
