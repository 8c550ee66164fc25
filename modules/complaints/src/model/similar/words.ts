import { stem } from './stem.ts';

/** Words that say nothing of what happened; the same role as the stop words of a text search. */
const STOP_WORDS = new Set(
  `а без более бы был была были было быть в вам вас весь во вот все всё всего всегда всем всех вы где да даже для
  до его ее её если есть еще ещё же за здесь и из или им их к как какая какой ко когда кто ли либо лишь мне может
  мой моя моего моему моей мои моих мою мы на над надо наш наша наши нашего нашей нашу не него нее неё ней нельзя
  нет ни нибудь никогда никто ним них ничего но ну о об один одна одно от отсюда очень перед по под пока после
  потом потому потому почти при про раз разве с сам сама сами своя свой свою свои себе себя сейчас со совсем так
  такой там тебя тем теперь то тогда того тоже только том тот тут ты у уж уже хорошо хоть хотя чего чем через что
  чтоб чтобы чуть эти этого этой этом этот эту это эта я меня нам нас будто якобы тогда куда туда сюда между
  который которая которое которых который кого кому чей какие каких такие таких также`
    .split(/\s+/)
    .map((word) => word.replaceAll('ё', 'е')),
);

const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a text in lower case, «ё» as «е», in order. */
export const wordsOf = (text: string): string[] =>
  text.toLowerCase().replaceAll('ё', 'е').match(WORD) ?? [];

/** Stems of the words that carry meaning, in order, repeated as often as they stand there. */
export const contentStems = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
