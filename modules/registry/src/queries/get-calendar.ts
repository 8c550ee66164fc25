import { defineQuery, regionOf } from '@otklik/kernel';
import { z } from 'zod';
import { anybody } from '../policy.ts';
import { calendarFile } from '../store/calendars.ts';

/**
 * The production calendar in a version that a deadline names, as a file of the format `otklik-calendar/1`:
 * with it anybody counts the deadline again.
 */
export const getCalendar = defineQuery({
  name: 'registry.get-calendar',
  input: z.strictObject({ version: z.string().min(1).max(60) }),
  policy: anybody,
  handle: ({ tx, input: { version } }) => calendarFile(tx, regionOf(tx.scope) ?? '', version),
});
