import type { Actor } from '@otklik/kernel';
import type { Platform } from '../tests/journeys/support.ts';

type Filing = Parameters<Platform['house']['faces']['complaints']['fileComplaint']>[1];

/** Somebody without internet, whom the clerk now owes a letter on paper. */
export async function owePaperLetter(it: Platform, clerk: Actor, form: Filing): Promise<void> {
  const { assisted, complaints } = it.house.faces;
  const { number, receipt } = await assisted.fileFor(clerk, {
    ...form,
    channel: 'letter',
    readBack: true,
    notices: 'letter',
    contactName: 'Мария Ивановна Петрова',
    address: '125047, Москва, улица Лесная, дом 1, квартира 2',
  });
  await complaints.confirmReceipt(clerk, { receipt });
  await complaints.publishComplaint(it.actAs('moderator'), { number, acknowledged: true });
  await it.runJobs();
}
