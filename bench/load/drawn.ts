import pg from 'pg';

/** What addresses of pages are made of, drawn from the database by a seed. */
export interface Drawn {
  readonly numbers: readonly string[];
  readonly clinics: readonly string[];
  readonly districts: readonly string[];
  readonly okrugs: readonly string[];
  readonly topics: readonly string[];
  readonly months: readonly string[];
  readonly words: {
    readonly common: readonly string[];
    readonly rare: readonly string[];
    readonly several: readonly string[];
  };
}

const NUMBERS = 4000;
const STORIES = 600;

/** A source of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(dice: () => number, list: readonly T[]): T =>
  list[Math.floor(dice() * list.length)]!;

const wordsIn = (story: string): string[] => story.toLowerCase().match(/[а-яё]{4,}/g) ?? [];

/** Words of many stories, words of one, and neighbours in one story. */
function wordsOf(stories: readonly string[]): Drawn['words'] {
  const seen = new Map<string, number>();
  for (const story of stories)
    for (const word of new Set(wordsIn(story))) seen.set(word, (seen.get(word) ?? 0) + 1);
  const between = (least: number, most: number) =>
    [...seen].filter(([, n]) => n >= least && n <= most).map(([word]) => word);
  const several = stories.flatMap((story) => {
    const words = wordsIn(story);
    return words.length > 3 ? [words.slice(1, 3).join(' ')] : [];
  });
  return { common: between(stories.length / 20, Infinity), rare: between(1, 2), several };
}

/**
 * Draws what the pages of a load are asked for. The same database and seed draw the same.
 * @param url the app's own address: what it cannot see no page shows
 */
export async function draw(url: string, region: string, seed: number): Promise<Drawn> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const column = async (text: string, values: unknown[] = []): Promise<string[]> =>
    (await client.query<{ v: string }>(text, values)).rows.map((row) => row.v);
  try {
    await client.query(`begin read only; set local app.region = '${region}'`);
    const shown = `published_at is not null and state not in ('withdrawn', 'redirected', 'danger')`;
    // Every age alike: instants are drawn between the first and the last, the next case after each is taken.
    const { rows } = await client.query<{ first: Date; last: Date }>(
      'select min(published_at) as first, max(published_at) as last from cases where published_at is not null',
    );
    const [first, last] = [rows[0]!.first.getTime(), rows[0]!.last.getTime()];
    const dice = diceOf(seed);
    const instants = (count: number) =>
      Array.from({ length: count }, () => new Date(first + dice() * (last - first)));
    const nextCases = (what: string) =>
      `select ${what} as v from unnest($1::timestamptz[]) with ordinality as drawn (at, place)
       cross join lateral (select id, number from cases where region_id = '${region}' and published_at >= drawn.at and ${shown}
         order by published_at limit 1) c
       ${what === 'number' ? '' : `join complaints k on k.region_id = '${region}' and k.case_id = c.id`} order by place`;
    const numbers = await column(nextCases('number'), [instants(NUMBERS)]);
    const stories = await column(nextCases('story_public'), [instants(STORIES)]);
    const since = new Date(last);
    return {
      numbers: [...new Set(numbers)],
      clinics: await column(
        `select code as v from clinics c where exists
         (select 1 from cases where region_id = c.region_id and clinic_id = c.id and published_at is not null) order by code`,
      ),
      districts: await column(
        `select distinct district_id as v from clinics where district_id is not null order by 1`,
      ),
      okrugs: await column(
        `select distinct okrug_id as v from clinics where okrug_id is not null order by 1`,
      ),
      topics: await column('select distinct code as v from topics order by 1'),
      months: Array.from({ length: 24 }, (_, ago) =>
        new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() - ago, 1))
          .toISOString()
          .slice(0, 7),
      ),
      words: wordsOf(stories.filter((story) => story !== null)),
    };
  } finally {
    await client.end();
  }
}
