import { importProject, type SimulatedProposal } from '@otklik/crowd';
import type { Tx } from '@otklik/kernel';
import { dayIn, type ClinicFacts } from '@otklik/registry';
import { randomOf } from './random.ts';

const HOUR_ms = 3_600_000;
const DAY_ms = 24 * HOUR_ms;
const DEMO_ZONE = 'Europe/Moscow';
const OPEN_FOR_days = 60;
const OPENED_days_ago = 20;
const WAITING_COUNT = 3;

/** The directions that the city asked about in 2016 (krukovo-vedomosti.ru). */
const DIRECTIONS = [
  { code: 'comfort', ru: 'Комфорт', en: 'Comfort' },
  { code: 'openness', ru: 'Открытость информации', en: 'Open information' },
  { code: 'feedback', ru: 'Обратная связь', en: 'Feedback' },
  { code: 'access', ru: 'Доступность и качество', en: 'Access and quality' },
  { code: 'district-doctor', ru: 'Работа участкового врача', en: 'The district doctor' },
] as const;
type DirectionCode = (typeof DIRECTIONS)[number]['code'];

/** Invented by hand. */
const TEXTS: readonly (readonly [DirectionCode, string])[] = [
  ['comfort', 'Поставить пеленальный столик на каждом этаже, а не только у входа.'],
  ['comfort', 'Отдельный вход и коридор для детей с температурой.'],
  ['comfort', 'Место для колясок под навесом и с замками, чтобы не носить их на третий этаж.'],
  ['comfort', 'Питьевая вода в коридорах, где ждут дольше двадцати минут.'],
  ['openness', 'Вывешивать у кабинета, на сколько минут сегодня отстаёт приём.'],
  ['openness', 'Показывать на сайте, какие справки можно получить без записи и в какие часы.'],
  ['openness', 'Сообщать об отмене приёма вечером накануне, а не утром у двери.'],
  ['feedback', 'Отвечать на отзывы не словами «меры приняты», а тем, что именно изменилось.'],
  [
    'feedback',
    'Раз в квартал главный врач отвечает на пять самых частых вопросов на общем собрании.',
  ],
  ['access', 'Оставлять у педиатра два места в день для тех, кто заболел сегодня.'],
  ['access', 'Выдавать направление к узкому специалисту сразу на приёме, без второго визита.'],
  ['access', 'Запись на прививку выходного дня: хотя бы две субботы в месяц.'],
  ['district-doctor', 'Участковый сам звонит на третий день болезни ребёнка.'],
  [
    'district-doctor',
    'На время отпуска участкового назначать одного врача, а не любого свободного.',
  ],
];

const OVER = {
  code: 'clinic-entrance',
  titleRu: 'Вход в поликлинику',
  titleEn: 'The clinic’s entrance',
  goalRu: 'Что мешает войти, найти кабинет и дождаться приёма.',
  goalEn: 'What keeps people from getting in, finding the room and waiting in peace.',
};
const OPEN = {
  code: 'childrens-clinic',
  titleRu: 'Детская поликлиника, в которую не страшно идти',
  titleEn: 'A children’s clinic that nobody fears',
  goalRu: 'Соберём, что изменить в детских поликлиниках. Из принятого сложится Стандарт.',
  goalEn: 'What should change in clinics for children. What is adopted becomes the Standard.',
};
const HOST = {
  hostRu: 'Департамент здравоохранения города',
  hostEn: 'The city’s health department',
};

/** Two invented projects: one takes proposals, the newest of which still wait; one is over. */
export async function seedCrowd(
  tx: Tx,
  { seed, until, clinics }: { seed: number; until: Date; clinics: readonly ClinicFacts[] },
): Promise<void> {
  const random = randomOf(seed, 'crowd');
  const day = (days: number): string => dayIn(DEMO_ZONE, new Date(until.getTime() + days * DAY_ms));
  const told = ([direction, text]: (typeof TEXTS)[number], at: number): SimulatedProposal => {
    const ago_ms =
      at < WAITING_COUNT
        ? random.whole(2, 20) * HOUR_ms
        : random.whole(2, OPENED_days_ago - 1) * DAY_ms;
    const filedAt = new Date(until.getTime() - ago_ms);
    return {
      direction,
      text,
      clinic: at % 3 === 0 ? random.pick(clinics) : null,
      filedAt,
      shownAt:
        at < WAITING_COUNT ? null : new Date(filedAt.getTime() + random.whole(1, 4) * HOUR_ms),
    };
  };
  const directions = [...DIRECTIONS];
  await importProject(
    tx,
    {
      ...OVER,
      ...HOST,
      directions,
      opensOn: day(-200),
      closesOn: day(-170),
    },
    [],
  );
  const opensOn = day(-OPENED_days_ago);
  const closesOn = day(OPEN_FOR_days - OPENED_days_ago);
  await importProject(tx, { ...OPEN, ...HOST, directions, opensOn, closesOn }, TEXTS.map(told));
}
