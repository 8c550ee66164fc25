import { dangerIn, regionId, TELL_DUTY_OF_WORDS } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

/** Whether the words sound like danger to somebody's life; then the duty is told at once. */
export async function alarmOf(tx: Tx, text: string): Promise<boolean> {
  const danger = dangerIn(text).length > 0;
  if (danger) await tx.enqueue(TELL_DUTY_OF_WORDS, { region: regionId(tx), page: '/desk/crowd' });
  return danger;
}
