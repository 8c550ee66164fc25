import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { APPOINTMENTS, forgetAppointmentsBefore } from '../store/appointments.ts';

/** Forgets appointments whose term is over; what became of their days stays as counts. @returns counts */
export const forgetAppointments = defineCommand({
  name: 'access.forget-appointments',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetAppointmentsBefore(tx, (await cutOff(tx, APPOINTMENTS)).toISOString().slice(0, 10)),
  audit: ({ output }) => ({ object: 'access-appointments', after: String(output.removed) }),
});
