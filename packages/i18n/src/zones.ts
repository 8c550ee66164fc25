import type { Locale } from './locale.ts';

// How people name each Russian zone: by its best-known city, «по Москве», "Moscow time".
const names: Record<string, { ru: string; en: string }> = {
  'Europe/Kaliningrad': { ru: 'по Калининграду', en: 'Kaliningrad time' },
  'Europe/Moscow': { ru: 'по Москве', en: 'Moscow time' },
  'Europe/Simferopol': { ru: 'по Москве', en: 'Moscow time' },
  'Europe/Kirov': { ru: 'по Москве', en: 'Moscow time' },
  'Europe/Volgograd': { ru: 'по Москве', en: 'Moscow time' },
  'Europe/Astrakhan': { ru: 'по Астрахани', en: 'Astrakhan time' },
  'Europe/Saratov': { ru: 'по Саратову', en: 'Saratov time' },
  'Europe/Ulyanovsk': { ru: 'по Ульяновску', en: 'Ulyanovsk time' },
  'Europe/Samara': { ru: 'по Самаре', en: 'Samara time' },
  'Asia/Yekaterinburg': { ru: 'по Екатеринбургу', en: 'Yekaterinburg time' },
  'Asia/Omsk': { ru: 'по Омску', en: 'Omsk time' },
  'Asia/Novosibirsk': { ru: 'по Новосибирску', en: 'Novosibirsk time' },
  'Asia/Barnaul': { ru: 'по Барнаулу', en: 'Barnaul time' },
  'Asia/Tomsk': { ru: 'по Томску', en: 'Tomsk time' },
  'Asia/Novokuznetsk': { ru: 'по Новокузнецку', en: 'Novokuznetsk time' },
  'Asia/Krasnoyarsk': { ru: 'по Красноярску', en: 'Krasnoyarsk time' },
  'Asia/Irkutsk': { ru: 'по Иркутску', en: 'Irkutsk time' },
  'Asia/Chita': { ru: 'по Чите', en: 'Chita time' },
  'Asia/Yakutsk': { ru: 'по Якутску', en: 'Yakutsk time' },
  'Asia/Khandyga': { ru: 'по Якутску', en: 'Yakutsk time' },
  'Asia/Vladivostok': { ru: 'по Владивостоку', en: 'Vladivostok time' },
  'Asia/Ust-Nera': { ru: 'по Владивостоку', en: 'Vladivostok time' },
  'Asia/Magadan': { ru: 'по Магадану', en: 'Magadan time' },
  'Asia/Sakhalin': { ru: 'по Сахалину', en: 'Sakhalin time' },
  'Asia/Srednekolymsk': { ru: 'по Среднеколымску', en: 'Srednekolymsk time' },
  'Asia/Kamchatka': { ru: 'по Камчатке', en: 'Kamchatka time' },
  'Asia/Anadyr': { ru: 'по Анадырю', en: 'Anadyr time' },
};

/** «по Москве», "Moscow time"; an unlisted zone is given by its own name. */
export function zoneName(time_zone: string, locale: Locale): string {
  return names[time_zone]?.[locale] ?? time_zone;
}
