import type { Platform } from './support.ts';

/** Messages of one clinic and topic in one systemic case, whose clinic owes its plan. @returns its number */
export async function joinedInOne(
  it: Platform,
  clinic: string,
  cause: string,
  cases: string[],
): Promise<string> {
  const { number } = await it.house.faces.systemic.openSystemic(it.actAs('coordinator'), {
    clinic,
    cause,
    titleRu: 'Ждут у двери дольше часа',
    titleEn: 'Waits at the door of over an hour',
    whyRu: 'Несколько человек за месяц написали об одном и том же кабинете.',
    cases,
  });
  return number;
}
