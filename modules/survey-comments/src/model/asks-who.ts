import type { ReturnReason } from './reply.ts';

// Turns by which a reply asks or guesses who wrote. A proposal: the moderator decides.

const ASKS: readonly RegExp[] = [
  /позвон(?:ите|ить)|перезвон|свя(?:житесь|заться)\s+с\s+(?:нами|заведующ|администрац|главн)/iu,
  /(?:назовите|укажите|сообщите|напишите|уточните|оставьте)[^.!?]{0,60}(?:фамили|имя|телефон|почт|контакт|дат[уы]|врем|полис|номер)/iu,
  /(?:обратитесь|подойдите|приходите|приглашаем|ждем|ждём)[^.!?]{0,60}(?:кабинет|заведующ|главн|администрац|личн|приём|прием|разговор|бесед)/iu,
  /кто\s+(?:вы|писал|это\s+написал|автор)/iu,
  /представ(?:ьтесь|иться)/iu,
  /(?:please\s+)?(?:call|contact|write\s+to)\s+us|tell\s+us\s+(?:who|your)|who\s+(?:are\s+you|wrote)/iu,
];

const GUESSES: readonly RegExp[] = [
  /(?:мы|нам|администрации)\s+(?:поняли|понятно|известно|знаем|догадал\S*|догадываемся|помним)[^.!?]{0,40}(?:кто|о\s+ком|о\s+каком|вас|ваш)/iu,
  /(?:помним|узнали|нашли)\s+(?:вас|ваш)/iu,
  /ваш(?:ем|его|\s)?\s*(?:визит|приём|прием|посещени)\S*[^.!?]{0,40}\d/iu,
  /\d{1,2}(?:\.\d{2}|\s+(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)\S*)[^.!?]{0,60}(?:приём|прием|визит|запис|были|приходил|обращал)/iu,
  /(?:по|судя\s+по)\s+(?:записям|камерам|журналу|карте|времени|талону)/iu,
  /вы\s+(?:были|приходили|записывались|обращались|опоздали)/iu,
  /we\s+(?:know|remember|understood)\s+(?:who|you|your)|your\s+(?:visit|appointment)\s+on/iu,
];

/** What in a reply seems to ask or to guess who wrote; nothing for a reply that speaks of the matter alone. */
export function asksWho(
  reply: string,
): readonly Extract<ReturnReason, 'asks-who' | 'guesses-who'>[] {
  return [
    ...(ASKS.some((turn) => turn.test(reply)) ? ['asks-who' as const] : []),
    ...(GUESSES.some((turn) => turn.test(reply)) ? ['guesses-who' as const] : []),
  ];
}
