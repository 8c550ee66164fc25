import type { Topic } from '@otklik/complaints';

/** The topic of the invented leaflet. */
const TOPIC = 'no-shoe-covers';
const LEAFLET =
  'На входе в поликлинику вторую неделю нет бахил, автомат не работает, охрана отвечает, что бахилы покупают сами пациенты. Просим вернуть бахилы на вход и починить автомат.';
/** What somebody added of their own; most sent it as it was. */
const ADDED: readonly string[] = [
  '',
  '',
  ' Жители дома 12.',
  '',
  ' Очень просим!',
  '',
  ' Спасибо за внимание.',
];

/** The topic of copies, where the demonstration has it. */
export const copiedTopic = (topics: readonly Topic[]): Topic | undefined =>
  topics.find(({ code }) => code === TOPIC);

/** The words of one of the copies. */
export const copiedStory = (copy: number): string => `${LEAFLET}${ADDED[copy % ADDED.length]!}`;
