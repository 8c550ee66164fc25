// Facts by which a clinic could tell who wrote: no personal data by themselves, and still a name for whoever was
// there. A proposal: they are marked for the moderator and for the author, nothing is cut by itself.

const MONTHS = 'январ|феврал|март|апрел|ма[яйе]|июн|июл|август|сентябр|октябр|ноябр|декабр';

const KINDS: Readonly<Record<string, readonly RegExp[]>> = {
  day: [
    new RegExp(`(?<!\\p{L})\\d{1,2}(?:-го)?\\s+(?:${MONTHS})\\p{L}*`, 'giu'),
    /(?<!\d)\d{1,2}\.\d{2}(?:\.\d{2,4})?(?!\d)/gu,
    /(?<!\p{L})(?:в\s+(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|вчера|сегодня|позавчера)(?!\p{L})/giu,
  ],
  time: [
    /(?<!\d)\d{1,2}:\d{2}(?!\d)/gu,
    /(?<!\p{L})(?:в|к|на)\s+\d{1,2}\s*(?:час|утра|вечера|дня)\p{L}*/giu,
    /(?<!\p{L})в\s+(?:семь|восемь|девять|десять|одиннадцать|двенадцать|час|два|три|четыре|пять|шесть)\s+(?:утра|вечера|дня|часов)(?!\p{L})/giu,
  ],
  room: [
    /(?<!\p{L})(?:кабинет\p{L}*|каб\.?|палат\p{L}*|окн\p{L}*)\s*(?:№|номер)?\s*\d+\p{L}?/giu,
    /(?<!\p{L})\d{1,4}-?\p{L}{0,2}\s+(?:кабинет|палат)\p{L}*/giu,
    /(?<!\p{L})в\s+(?:перв|втор|треть|четвёрт|четверт|пят|шест|седьм|восьм)\p{L}+\s+(?:кабинет|палат|окн)\p{L}*/giu,
  ],
  alone: [
    /(?<!\p{L})(?:единственн\p{L}+|одн[аи]\s+(?:из\s+немногих|такая)|один\s+такой|кроме\s+меня\s+никого|я\s+был[аи]?\s+(?:там\s+)?одн?[аи]н?)(?!\p{L})/giu,
    /(?<!\p{L})(?:только|лишь)\s+у\s+меня(?!\p{L})/giu,
  ],
  person: [
    /(?<!\p{L})мне\s+\d{2}\s+(?:год|лет)\p{L}*/giu,
    /(?<!\p{L})(?:беременн\p{L}+|на\s+\d+\s+(?:неделе|месяце))(?!\p{L})/giu,
    /(?<!\p{L})(?:я\s+работаю|моя\s+профессия|как\s+(?:учитель|врач|медсестра|юрист|журналист)|я\s+(?:учитель|врач|медсестра|юрист|журналист)\p{L}*)/giu,
    /(?<!\p{L})(?:двойн|тройн|близнец)\p{L}+/giu,
    /(?<!\p{L})(?:талон|номер\s+очереди)\s*(?:№\s*)?\p{L}?\d+/giu,
  ],
};

/** A stretch that may tell who wrote, and how. */
export interface Detail {
  readonly kind: 'day' | 'time' | 'room' | 'alone' | 'person';
  readonly start: number;
  readonly end: number;
}

/** Such stretches of a comment in their order, each place once. */
export function detailsIn(text: string): readonly Detail[] {
  const found = Object.entries(KINDS).flatMap(([kind, patterns]) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map((hit) => ({
        kind: kind as Detail['kind'],
        start: hit.index,
        end: hit.index + hit[0].length,
      })),
    ),
  );
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((one, at) => !sorted.slice(0, at).some(({ end }) => end > one.start));
}
