import { newId, type Actor } from '@otklik/kernel';
import type { Platform } from './support.ts';

type Filing = Parameters<Platform['house']['faces']['complaints']['fileComplaint']>[1];

/** A doctor with a post in a clinic; gives the post's id and how it stands in lists. */
export async function makePost(
  it: Platform,
  clinic: string,
  lastName: string,
): Promise<{ postId: string; label: string }> {
  const { registry } = it.house.faces;
  const cli = { kind: 'system', region: it.house.settings.region, name: 'cli' } as const;
  const code = newId();
  await registry.saveRecord(cli, {
    kind: 'doctor',
    values: { code, last_name: lastName, first_name: 'Анна', patronymic: 'Петровна' },
  });
  const { id } = await registry.saveRecord(cli, {
    kind: 'post',
    values: { doctor: code, clinic, specialty_id: 'therapist', valid_from: '2020-01-01' },
  });
  return { postId: id, label: `${lastName} Анна Петровна` };
}

/**
 * Two messages that name a person whose account is tied: one waits for the clinic, one is answered. Of the
 * second the author has opened a contact and told of pressure.
 *
 * @returns the number of the answered one
 */
export async function nameSomebody(
  it: Platform,
  author: Actor,
  form: Filing,
  email: string,
): Promise<string> {
  const { complaints, cases, namedStaff, safeguards } = it.house.faces;
  const { postId, label } = await makePost(it, form.clinic, 'Снегирёва');
  await namedStaff.tieAccount(it.actAs('head'), { postId, email });
  const file = async (): Promise<string> => {
    const named = [{ words: label, postId }];
    const { number } = await complaints.fileComplaint(author, { ...form, named });
    await complaints.publishComplaint(it.actAs('moderator'), { number });
    await namedStaff.settleLink(it.actAs('moderator'), {
      number,
      decision: 'settled',
      postId,
      reason: 'Автор выбрал из списка.',
      version: 0,
    });
    return number;
  };
  await file();
  const answered = await file();
  await safeguards.openContact(author, { number: answered, telephone: '+7 495 000-00-00' });
  await safeguards.reportPressure(author, {
    number: answered,
    occasion: 'other',
    words: 'Звонили и просили забрать обращение.',
  });
  await cases.handInAnswer(it.actAs('executor'), {
    number: answered,
    text: 'Разобрались в очереди и добавили второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await cases.publishAnswer(it.actAs('moderator'), { number: answered });
  return answered;
}
