import { findPersonalData } from '@otklik/personal-data';

// A form that asks who answers takes their anonymity away, whatever the store does afterwards.

/** Beginnings of words, whole words or whole turns of speech, in texts of questions. */
const STEMS = [
  String.raw`фамили`,
  String.raw`отчеств`,
  String.raw`(?:ваше|укажите|ваши) имя`,
  String.raw`как вас зовут`,
  String.raw`фио(?!\p{L})`,
  String.raw`ф\.\s*и\.\s*о`,
  String.raw`(?:ваш|номер|мобильн\p{L}*) телефон`,
  String.raw`номер\p{L}* телефон`,
  String.raw`(?:электронн\p{L}+ почт|ваш[аеу]? почт|ваш e-?mail|e-?mail)`,
  String.raw`номер\p{L}* (?:полис|паспорт|карт|снилс)`,
  String.raw`снилс(?!\p{L})`,
  String.raw`паспорт`,
  String.raw`полис(?:а|у|ом)?(?!\p{L})`,
  String.raw`дат\p{L} (?:вашего )?рождения`,
  String.raw`ваш\p{L}* (?:домашн\p{L}+ )?адрес`,
  String.raw`адрес (?:прописки|проживания|регистрации)`,
  String.raw`(?:your|full|last|first) name`,
  String.raw`surname`,
  String.raw`phone number`,
  String.raw`your (?:tele)?phone`,
  String.raw`your e-?mail`,
  String.raw`e-?mail address`,
  String.raw`passport`,
  String.raw`policy number`,
  String.raw`insurance number`,
  String.raw`date of birth`,
  String.raw`(?:your|home) address`,
];
const ASKS = new RegExp(String.raw`(?<!\p{L})(?:${STEMS.join('|')})`, 'iu');

/** A warning not to write such things names them too. */
const WARNS =
  /(?<!\p{L})(?:не (?:пишите|указывайте|называйте|нужно)|do not|don[’']t|please avoid)/iu;

const CODES =
  /^(?:.*[-_.])?(?:name|full-name|surname|last-name|first-name|phone|telephone|e?mail|email|policy|oms|snils|passport|birth-?date|dob|address)$/i;

/** Whether the words of a question ask for what tells who answers. A sentence that warns of it does not. */
export function asksWho(text: string): boolean {
  const sentences = text.split(/(?<=[.!?])\s+/);
  return (
    sentences.some((sentence) => ASKS.test(sentence) && !WARNS.test(sentence)) ||
    findPersonalData(text).length > 0
  );
}

export const codeAsksWho = (code: string): boolean => CODES.test(code);
