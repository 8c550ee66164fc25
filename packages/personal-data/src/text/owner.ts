import type { Context } from '../candidate.ts';
import { distanceTo } from '../candidate.ts';
import { Lexicon } from './lexicon.ts';

const ORGANISATION = new Lexicon(
  `справочн регистратур горяч поликлиник больниц клиник колл-центр колл call-центр кол-центр
   контакт-центр департамент минздрав министерств страхов аптек дежурн единый единому единого едином
   отделени стационар диспетчер скорой =скорая мфц емиас учрежден приемн росздрав прокуратур
   управлен роспотреб ведомств администраци канцеляри организаци филиал диспансер травмпункт
   роддом лаборатори центр официальн секретар ординатор главврач заведующ`,
);

const PERSONAL = new Lexicon(
  `=мой =моя =мое =мои =моего =моей =моему =моим =мою =моем =мне =меня =мной =наш =наша =нашего =нашему
   личн домашн сосед маме =мама мамы =мамин мамин муж =мужа сын дочер дочк =дочь жене =жены =жена
   бабушк дедушк брат сестре =сестра =сестры =сестрой отец отца =отцу =папа =папы папин свой своего свою =свое
   перезвон =жду =ждем свяж связать =внук =внука внучк родствен =тетя =тети тещ свекр =ребенка =его =ее
   пациент =набирайте =наберите =пишите =отвечу =писать =пришлите =ответьте =присылайте`,
);

const REACH_BACK = 7;
const REACH_AHEAD = 3;

/** Whether the words around a contact say that it is an organisation's: the nearest owner decides. */
export function isOrganisations(
  context: Context,
  first: number,
  last: number,
  reach = REACH_AHEAD,
): boolean {
  const own = distanceTo(context, first, -1, PERSONAL, REACH_BACK);
  const office = distanceTo(context, first, -1, ORGANISATION, REACH_BACK);
  if (office < own) return true;
  if (own < Infinity) return false;
  // After it only directly: «8 495 … (регистратура)», «— номер поликлиники».
  return distanceTo(context, last + 1, 1, ORGANISATION, reach) < Infinity;
}

/** Whether the very word before the contact names an office, as in «телефон регистратуры 8 …». */
export function namesOfficeBefore(context: Context, first: number): boolean {
  return (
    distanceTo(context, first, -1, ORGANISATION, 1) === 1 &&
    context.topics.before(first, 'phone', 3) <= 3 &&
    distanceTo(context, first, -1, PERSONAL, REACH_BACK) === Infinity
  );
}
