import { dangerIn, nextNumber, regionId } from '@otklik/cases';
import { AppError, defineCommand, newId, recordedAs, type Context } from '@otklik/kernel';
import { calendarOf, clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { loneHome } from '../appeal-home.ts';
import { tellDutyOfAppeal } from '../danger-letter.ts';
import { fileAppeal as begin } from '../model/appeal.ts';
import { fileLoneAppeal as input } from '../schema-lanes.ts';
import { insertAppeal } from '../store/appeals.ts';
import { lanesOf } from '../store/lanes.ts';
import { loneAppealOf } from '../store/lone-appeals.ts';
import { currentTopic } from '../store/topics.ts';

/**
 * Somebody files an appeal under the law with no complaint before it, where the region has opened that
 * channel: signed in, with a surname and a return address. Topics that take no messages are no hindrance.
 */
export const fileLoneAppeal = defineCommand({
  name: 'complaints.file-lone-appeal',
  input,
  limits: [{ per: 'principal', count_max: 20, window_s: 3600 }],
  async policy({ tx, actor, input: { clinic: code, topic } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'person') throw new AppError('sign-in-required');
    const lanes = await lanesOf(tx);
    if (!lanes.appeals_open) throw new AppError('topic-closed', { channel: 'appeals' });
    const clinic = await clinicByCode(tx, code);
    return {
      authorId: actor.personId,
      lanes,
      clinic,
      topic: topic && (await currentTopic(tx, topic)),
    };
  },
  async handle({ tx, actor, subject, input: words }) {
    const { authorId, lanes, clinic, topic } = subject;
    const { calendar } = await calendarOf(tx, regionId(tx));
    const place = { calendar, zone: clinic.zone, terms: lanes.appeals_terms };
    const id = newId(tx.now.getTime());
    const number = await nextNumber(tx);
    const dataKeyId = await tx.vault.newKey();
    const seal = (column: string, value: string) =>
      tx.vault.seal(dataKeyId, { table: 'complaint_appeals', column, row: id }, value);
    const danger = dangerIn(words.text).length > 0;
    await insertAppeal(
      tx,
      recordedAs(actor),
      {
        id,
        case_id: null,
        text_sealed: await seal('text_sealed', words.text),
        surname_sealed: await seal('surname_sealed', words.surname),
        address_sealed: await seal('address_sealed', words.address),
        facts: begin(tx.now, place),
      },
      {
        number,
        author_id: authorId,
        data_key_id: dataKeyId,
        clinic_id: clinic.id,
        district_id: clinic.districtId,
        okrug_id: clinic.okrugId,
        organisation_id: clinic.organisationId,
        zone: clinic.zone,
        subject_ru: topic ? topic.shortRu : '',
        subject_en: topic ? topic.shortEn : '',
        danger,
      },
    );
    const filed = danger ? await loneAppealOf(tx, number) : undefined;
    if (filed) await tellDutyOfAppeal(tx, loneHome(tx, filed));
    return { id, number, state: 'filed' as const, danger };
  },
  audit: ({ output }) => ({ object: output.id, after: output.state }),
});
