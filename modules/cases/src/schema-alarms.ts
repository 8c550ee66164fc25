import { z } from 'zod';
import { DANGER_DEEDS, FALSE_ALARM_REASONS } from './model/moves.ts';
import { caseNumberText, NOTE_CHARACTERS_MAX, text } from './schema.ts';

const note = text(NOTE_CHARACTERS_MAX).optional();
const alarm = { number: caseNumberText, alarm: z.uuid() };

export const raiseAlarm = z.strictObject({ number: caseNumberText, note });
export const settleAlarm = z.discriminatedUnion('finding', [
  z.strictObject({
    ...alarm,
    finding: z.literal('false-alarm'),
    reason: z.enum(FALSE_ALARM_REASONS),
    note,
  }),
  z.strictObject({ ...alarm, finding: z.literal('passed-on'), reason: z.enum(DANGER_DEEDS), note }),
]);
export const listAlarms = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const getAlarms = z.strictObject({ number: caseNumberText });
