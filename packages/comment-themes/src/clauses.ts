// A comment is divided where one thought ends: at the end of a sentence, at a contrast, at a comma.

export interface Stretch {
  readonly text: string;
  readonly from: number;
}

const SENTENCE = /[.!?…;]+(?=\s|$)|\n+/gu;
const CONTRAST =
  /(?:,\s*|\s+|^)(?:но|зато|однако|а вот|а вс[её] равно|хотя|жаль|только вот|правда|при этом|к сожалению|впрочем)(?=[\s,]|$)/giu;
const COMMA = /[,:]\s|\s[—–-]\s|\s\(|\)/gu;

export function sentencesOf(text: string): readonly Stretch[] {
  return divide({ text, from: 0 }, SENTENCE);
}

/** Clauses of a sentence: what stands before a contrast and what after it. */
export function clausesOf(sentence: Stretch): readonly Stretch[] {
  return divide(sentence, CONTRAST);
}

export function partsOf(clause: Stretch): readonly Stretch[] {
  return divide(clause, COMMA);
}

function divide(whole: Stretch, at: RegExp): readonly Stretch[] {
  const out: Stretch[] = [];
  let begin = 0;
  for (const hit of whole.text.matchAll(at)) {
    push(out, whole, begin, hit.index);
    // The word of contrast stays with what it begins: «жаль» is an opinion too.
    begin = at === CONTRAST ? hit.index : hit.index + hit[0].length;
  }
  push(out, whole, begin, whole.text.length);
  return out;
}

function push(out: Stretch[], whole: Stretch, begin: number, end: number): void {
  const text = whole.text.slice(begin, end);
  if (/[\p{L}\d]/u.test(text)) out.push({ text, from: whole.from + begin });
}
