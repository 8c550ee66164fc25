import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { callDuty, raiseAlarm as raise } from '../raise-alarm.ts';
import { raiseAlarm as input } from '../schema-alarms.ts';
import { ownSupport } from '../supporting.ts';

/** Whoever said «me too» says that somebody is in danger: the duty has it at once, the case stays where it is. */
export const raiseAlarm = defineCommand({
  name: 'cases.raise-alarm',
  input,
  policy: ({ tx, actor, input: { number } }: Context<z.output<typeof input>>) =>
    ownSupport(tx, actor, number),
  limits: [{ per: 'principal', count_max: 10, window_s: 3600, actors: ['person', 'receipt'] }],
  async handle({ tx, subject: { row, support }, input: { note } }) {
    await raise(tx, row, {
      by: 'supporter',
      byReceipt: support.person_id === null,
      dataKeyId: support.data_key_id,
      note,
    });
    await callDuty(tx, row);
    return { number: row.number };
  },
  audit: ({ subject: { row, support } }) => ({
    // The log is for ever: beside an anonymous supporter it names no case.
    object: support.person_id === null ? '' : row.id,
    after: 'alarm-raised',
  }),
});
