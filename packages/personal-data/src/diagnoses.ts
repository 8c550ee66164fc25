import type { Candidate, Context } from './candidate.ts';
import { candidate, distanceTo } from './candidate.ts';
import { Lexicon } from './text/lexicon.ts';

const CODE = /^[A-TV-ZАВСЕНКМОРТХ]$/;
const NOT_A_CODE = new Lexicon(
  'талон кабинет =каб очеред окно витамин палат этаж =код =дом корпус =билет',
);
const NEAR = 80;
const EMPLOYER = /^(ооо|оао|зао|пао|ао|ип|нии|фгуп|гуп|нко|мбоу|гбоу|фгбоу)$/;
const WORKS = /^(работа|служ|труд|трудоустр)/;

/** Codes of the ICD-10 beside a name: somebody's diagnosis. */
export function diagnosesIn(context: Context, people: readonly Candidate[]): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  let person = 0;
  tokens.forEach((letter, at) => {
    const number = tokens[at + 1];
    if (letter.kind !== 'word' || !CODE.test(letter.raw) || number?.kind !== 'digits') return;
    if (
      number.gap > 0 ||
      number.raw.length !== 2 ||
      distanceTo(context, at, -1, NOT_A_CODE, 2) < Infinity
    )
      return;
    const decimal =
      tokens[at + 2]?.raw === '.' && tokens[at + 2]!.gap === 0 && tokens[at + 3]?.gap === 0;
    const end = decimal && tokens[at + 3]!.kind === 'digits' ? tokens[at + 3]!.end : number.end;
    while (person < people.length - 1 && people[person]!.end < letter.start - NEAR) person += 1;
    const near = people
      .slice(person, person + 2)
      .some((one) => one.start < end + NEAR && one.end > letter.start - NEAR);
    if (near) found.push(candidate('diagnosis', letter.start, end, 0.8));
  });
  return found;
}

/** «работаю в ООО «Ромашка»»: where somebody works. */
export function employersIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'word' || !EMPLOYER.test(token.low)) return;
    const works = tokens.slice(Math.max(0, at - 4), at).some((word) => WORKS.test(word.low));
    if (!works) return;
    let last = at;
    const quoted = tokens[at + 1] && '"«„“'.includes(tokens[at + 1]!.raw);
    for (let next = at + 1; next < tokens.length && next < at + 9; next += 1) {
      const part = tokens[next]!;
      if (quoted ? part.raw === ',' : part.kind !== 'word' || part.raw === part.low) break;
      last = next;
      if (quoted && next > at + 1 && '"»“”'.includes(part.raw)) break;
    }
    if (last > at) found.push(candidate('employer', token.start, tokens[last]!.end, 0.65));
  });
  return found;
}
