import { words } from './gallery-types.ts';
import type { Example } from './gallery-types.ts';

/** What a gallery calls the state in which nothing is short. */
export const LONG_WORDS = 'long words';
const LONG =
  'Высококвалифицированное рентгенэлектрокардиографическое освидетельствование несовершеннолетних';

type Props = Record<string, unknown>;

/** Every Russian text in its place made long; codes, addresses and numbers stay. Counted, so that no two are alike. */
function lengthened(value: unknown, count: { made: number }): unknown {
  if (typeof value === 'string') {
    if (!/\p{Script=Cyrillic}/u.test(value)) return value;
    count.made += 1;
    return `${LONG} ${count.made}`;
  }
  if (Array.isArray(value)) return value.map((one) => lengthened(one, count));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, lengthened(one, count)]),
  );
}

function longProps(props: Props): Props | null {
  const count = { made: 0 };
  const { children, ...rest } = props;
  const long = lengthened(rest, count) as Props;
  // Names become ids: on one page with its model the copy has its own.
  for (const key of ['name', 'id'])
    if (typeof props[key] === 'string' && long[key] === props[key])
      long[key] = `${props[key]}-long`;
  if (children) {
    count.made += 1;
    long['children'] = words(LONG);
  }
  return count.made > 0 ? long : null;
}

/**
 * The examples and one more: the first that has words, with the longest that people here write. None where a
 * component has no words of its own, or has such an example already.
 */
export function withLongWords(examples: readonly Example<Props>[]): Example<Props>[] {
  if (examples.some(({ name }) => name === LONG_WORDS)) return [...examples];
  const long = examples.map(({ props }) => longProps(props)).find((props) => props !== null);
  return [...examples, ...(long ? [{ name: LONG_WORDS, props: long }] : [])];
}
