import {
  dangerIn,
  dayOf,
  newReceipt,
  nextNumber,
  regionId,
  spelledInLatin,
  TELL_DUTY_OF_WORDS,
} from '@otklik/cases';
import { AppError, defineCommand, newId, type Context } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { clinicByCode, dayIn } from '@otklik/registry';
import type { z } from 'zod';
import { sendThanks as input } from '../schema.ts';
import { insertPerson } from '../store/people.ts';
import { insertThanks, placeOf } from '../store/thanks.ts';

/**
 * Takes thanks to a clinic or its people, for a moderator to read. Whoever sends them gets a number and a
 * receipt, shown once; no clock begins. Where the words sound like danger the duty is told at once.
 */
export const sendThanks = defineCommand({
  name: 'thanks.send-thanks',
  input,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 20, window_s: 3600, actors: ['visitor', 'receipt'] },
    { per: 'principal', count_max: 20, window_s: 3600, actors: ['person'] },
  ],
  async policy({ tx, actor, input: { clinic: code } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'system' || actor.kind === 'key') throw new AppError('forbidden');
    const clinic = await clinicByCode(tx, code);
    if (clinic.validTo && clinic.validTo < dayIn(clinic.zone, tx.now))
      throw new AppError('clinic-closed', { clinic: clinic.code });
    return clinic;
  },
  async handle({ app, tx, actor, subject: clinic, input: { text, people, email, locale } }) {
    const is_known = actor.kind === 'person' || email !== undefined;
    const authorId =
      actor.kind === 'person'
        ? actor.personId
        : email
          ? await contactFor(tx, { email, locale })
          : null;
    // An id and a key hold the moment they were made at: of whoever left no address, the day alone.
    const filed_at = is_known ? tx.now : dayOf(tx.now);
    const id = newId(filed_at.getTime());
    const [data_key_id] = await tx.vault.newKeys([filed_at]);
    if (!data_key_id) throw new AppError('internal', { reason: 'no-key' });
    const number = await nextNumber(tx);
    const receipt = newReceipt();
    const danger = dangerIn(text).length > 0;
    const row = { id, data_key_id, filed_at };
    await insertThanks(tx, {
      ...row,
      number,
      clinic_id: clinic.id,
      organisation_id: clinic.organisationId,
      district_id: clinic.districtId,
      okrug_id: clinic.okrugId,
      zone: clinic.zone,
      text_sealed: await tx.vault.seal(data_key_id, placeOf('text_sealed', id), text),
      author_id: authorId,
      receipt_hash: app.ports.keys.hash('thanks-receipt', receipt),
      danger,
      demo: false,
    });
    for (const words of people) await insertPerson(tx, row, words);
    if (danger)
      await tx.enqueue(TELL_DUTY_OF_WORDS, { region: regionId(tx), page: '/desk/thanks' });
    return {
      id: is_known ? id : '',
      number,
      receipt: locale === 'en' ? spelledInLatin(receipt) : receipt,
    };
  },
  // The log is for ever: of whoever left no address it names no row.
  audit: ({ output }) => ({ object: output.id, after: 'submitted' }),
});
