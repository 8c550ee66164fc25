import { AppError, defineCommand, newId, type Context } from '@otklik/kernel';
import { json } from '@otklik/db';
import { calendarOf } from '@otklik/registry';
import type { z } from 'zod';
import { alarmBeside } from '../raise-alarm.ts';
import { startClock } from '../model/clocks.ts';
import { takesSupports } from '../model/companions.ts';
import { termOf } from '../model/terms.ts';
import { supportCase as input } from '../schema-companions.ts';
import { insertSupport, supportOf } from '../store/supports.ts';
import { maySupport, momentOf } from '../supporting.ts';
import { tellSupporter } from '../tell-supporters.ts';

/**
 * «Me too»: a person with a day, a clock and a verdict of their own, on somebody else's case. Once a person
 * and case; a note waits for a moderator.
 */
export const supportCase = defineCommand({
  name: 'cases.support-case',
  input,
  limits: [{ per: 'principal', count_max: 30, window_s: 3600, actors: ['person', 'receipt'] }],
  policy: ({ tx, actor, input: { number } }: Context<z.output<typeof input>>) =>
    maySupport(tx, actor, number),
  async handle({ tx, subject: { row, supporter }, input: { note } }) {
    if (!takesSupports(row.state)) throw new AppError('move-impossible', { state: row.state });
    if (await supportOf(tx, row.id, supporter)) throw new AppError('already-done');
    const { calendar } = await calendarOf(tx, row.region_id);
    const clock = startClock('reply', row.round, termOf(row.terms, 'reply'), tx.now, {
      calendar,
      zone: row.zone,
    });
    // The id tells when it was made: no more than the row itself.
    const at = momentOf(tx, supporter);
    const id = newId(at.getTime());
    const dataKeyId = (await tx.vault.newKeys([at]))[0]!;
    const place = { table: 'case_supports', column: 'note_sealed', row: id };
    const support = {
      id,
      case_id: row.id,
      ...supporter,
      at,
      due_at: clock.dueAt,
      due_date: clock.dueDate,
      derivation: json(clock.derivation),
      data_key_id: dataKeyId,
      note_sealed: note ? await tx.vault.seal(dataKeyId, place, note) : null,
      note_public: null,
      note_state: note ? ('waiting' as const) : null,
      note_reason: null,
      note_reply_sealed: null,
      note_decided_by: null,
      note_decided_at: null,
      demo: false,
    };
    await insertSupport(tx, support);
    await tellSupporter(tx, row, support, 'support-given');
    await alarmBeside(tx, row, support, note);
    return { number: row.number, dueAt: clock.dueAt, dueDate: clock.dueDate };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'supported' }),
});
