import { AppError, defineCommand, newId, recordedAs, type Context } from '@otklik/kernel';
import { alarmIfDanger, isAuthor, readCase } from '@otklik/cases';
import { calendarOf } from '@otklik/registry';
import type { z } from 'zod';
import { fileAppeal as begin } from '../model/appeal.ts';
import { fileAppeal as input } from '../schema-lanes.ts';
import { insertAppeal } from '../store/appeals.ts';
import { lanesOf } from '../store/lanes.ts';

/**
 * The author files an appeal beside the complaint, where the region has opened that channel: signed in,
 * with a surname and a return address. It has clocks of its own; the complaint goes on as it was.
 */
export const fileAppeal = defineCommand({
  name: 'complaints.file-appeal',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'person') throw new AppError('sign-in-required');
    const row = await readCase(tx, { number });
    if (!isAuthor(actor, row)) throw new AppError('not-found', { kind: 'case' });
    const lanes = await lanesOf(tx);
    if (!lanes.appeals_open) throw new AppError('topic-closed', { channel: 'appeals' });
    return { row, lanes };
  },
  async handle({ tx, actor, subject: { row, lanes }, input: words }) {
    const { calendar } = await calendarOf(tx, row.region_id);
    const place = { calendar, zone: row.zone, terms: lanes.appeals_terms };
    const id = newId(tx.now.getTime());
    const seal = (column: string, value: string) =>
      tx.vault.seal(row.data_key_id, { table: 'complaint_appeals', column, row: id }, value);
    await insertAppeal(tx, recordedAs(actor), {
      id,
      case_id: row.id,
      text_sealed: await seal('text_sealed', words.text),
      surname_sealed: await seal('surname_sealed', words.surname),
      address_sealed: await seal('address_sealed', words.address),
      facts: begin(tx.now, place),
    });
    await alarmIfDanger(tx, actor, row.id, words.text);
    return { id, number: row.number, state: 'filed' as const };
  },
  audit: ({ output }) => ({ object: output.id, after: output.state }),
});
