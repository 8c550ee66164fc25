import { defineCommand } from '@otklik/kernel';
import { cutOff } from '@otklik/retention';
import { judgeAppointments } from '../judge-appointments.ts';
import { FaultCount } from '../model.ts';
import { pushesSlots } from '../policy.ts';
import { takeAppointments as input } from '../schema-intake.ts';
import { APPOINTMENTS, keepAppointments } from '../store/appointments.ts';
import { keepFaults } from '../store/sources.ts';
import { knownPlaces, speakFor, toldRows } from '../told-rows.ts';

/**
 * Takes what became of appointments. The same again changes nothing; what a row leaves out stays as it was told
 * before. Only days whose appointments are still known are counted anew.
 */
export const takeAppointments = defineCommand({
  name: 'access.take-appointments',
  input,
  policy: pushesSlots,
  async handle({ tx, actor, input: told }) {
    const source = await speakFor(tx, actor, told.source);
    const rows = toldRows(told.format, told.appointments);
    const faults = new FaultCount();
    const judged = judgeAppointments(rows, told.source, await knownPlaces(tx), faults);
    const oldest = (await cutOff(tx, APPOINTMENTS)).toISOString().slice(0, 10);
    const good = judged.filter(({ day }) => day > oldest);
    faults.add('too-late', null, judged.length - good.length);
    const changed = await keepAppointments(tx, source.id, good, oldest);
    await keepFaults(tx, source.id, faults);
    return { rows: rows.length, changed, faults: faults.toJSON() as Record<string, number> };
  },
  audit: ({ input: { source }, output }) => ({
    object: `access-source ${source}`,
    after: `appointments ${output.changed}`,
  }),
});
