import type { Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { startClock } from './model/clocks.ts';
import { dangerIn } from './model/danger.ts';
import { SETTLED_STATES } from './model/moves.ts';
import { termOf } from './model/terms.ts';
import { insertAlarm, openAlarms, type CaseAlarmTable } from './store/alarms.ts';
import { regionId, type CaseRow } from './store/cases.ts';
import type { SupportRow } from './store/supports.ts';

/** The job that writes to whoever is on duty; the module that knows the duty has it. */
export const TELL_DUTY = 'complaints.tell-duty';
/** The same about words that are no case: thanks, proposals. Its payload names the page where they wait first. */
export const TELL_DUTY_OF_WORDS = 'complaints.tell-duty-of-words';

/** Whether an alarm leaves the case where it stands: it is settled, and its words are still there. */
export const alarmsBeside = (row: Pick<CaseRow, 'state' | 'erased_at'>): boolean =>
  SETTLED_STATES.includes(row.state) && row.state !== 'lapsed' && row.erased_at === null;

export interface Alarm {
  readonly by: CaseAlarmTable['raised_by'];
  readonly byReceipt: boolean;
  /** Under which what was said is sealed. */
  readonly dataKeyId: string;
  readonly note?: string | undefined;
}

/**
 * The duty gets an alarm with a clock of its own, and the case stands where it stood.
 * @returns until when somebody is to have looked
 */
export async function raiseAlarm(
  tx: Tx,
  row: CaseRow,
  { by, byReceipt, dataKeyId, note }: Alarm,
): Promise<Date | null> {
  const { calendar } = await calendarOf(tx, row.region_id);
  const { dueAt } = startClock('danger', row.round, termOf(row.terms, 'danger'), tx.now, {
    calendar,
    zone: row.zone,
  });
  const fresh = {
    case_id: row.id,
    raised_by: by,
    by_receipt: byReceipt,
    due_at: dueAt,
    data_key_id: dataKeyId,
  };
  await insertAlarm(tx, fresh, note);
  return dueAt;
}

/** Asks for the letter to the duty. */
export async function callDuty(tx: Tx, row: CaseRow): Promise<void> {
  if (!row.demo) await tx.enqueue(TELL_DUTY, { region: regionId(tx), number: row.number });
}

/** What was written sounds like danger in a case that stays where it is: one alarm of this kind at a time. */
export async function alarmByWords(
  tx: Tx,
  row: CaseRow,
  { dataKeyId, byReceipt }: Pick<Alarm, 'dataKeyId' | 'byReceipt'>,
): Promise<void> {
  const open = await openAlarms(tx, row.id);
  if (!open.some(({ raised_by }) => raised_by === 'words'))
    await raiseAlarm(tx, row, { by: 'words', byReceipt, dataKeyId });
  await callDuty(tx, row);
}

/** Looks at what a supporter has just written; whoever joined sets nobody's case aside. */
export async function alarmBeside(
  tx: Tx,
  row: CaseRow,
  support: Pick<SupportRow, 'data_key_id' | 'person_id'>,
  ...texts: readonly (string | undefined)[]
): Promise<void> {
  if (dangerIn(...texts).length === 0) return;
  await alarmByWords(tx, row, {
    dataKeyId: support.data_key_id,
    byReceipt: support.person_id === null,
  });
}
