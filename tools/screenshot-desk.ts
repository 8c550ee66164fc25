import type { Actor } from '@otklik/kernel';
import { allJobs } from '../apps/server/src/modules.ts';
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

const TEXT =
  'В поликлинике третий месяц не работает лифт, пожилые люди и родители с колясками поднимаются на пятый этаж ' +
  'пешком. Главный врач обещал ремонт весной, но ничего не сделано. Просим департамент проверить договор на ' +
  'обслуживание лифта и назвать день, когда он заработает. На первом этаже нет ни скамеек, ни воды, ' +
  'регистратура отвечает, что заявка подана, а подрядчик не выходит. Дежурный администратор предлагает ждать ' +
  'врача на улице или приходить в другой день, хотя талоны выданы на месяц вперёд.';
const ENDS = [
  'Подпись: жители дома 1.',
  'Подпись: жители дома 3.',
  'Ответьте в срок.',
  'Мама не может подняться к врачу.',
  'Сын на костылях, второй месяц ходим пешком.',
];

/** One text by five hands, found as the minute's job finds it. */
export async function bringCampaign(it: Platform, author: Actor, form: Filing): Promise<void> {
  const { app, faces } = it.house;
  for (const end of ENDS)
    await faces.complaints.fileComplaint(author, { ...form, story: `${TEXT} ${end}` });
  const find = allJobs.find(({ name }) => name === 'campaigns.find-campaigns')!;
  await find.run({ app, payload: {}, signal: new AbortController().signal });
}
