import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandsOf, likeness, seedFrom, sketchOf } from '../../complaints/src/model/sketch/sketch.ts';
import { readWords } from '../../complaints/src/model/sketch/words.ts';
import { labelledTopics } from '../../complaints/test/similar-set.ts';
import { isFlood, usualHour } from '../src/model/flood.ts';
import { gather, type Compared } from '../src/model/gather.ts';
import { wordDiff } from '../src/model/word-diff.ts';

const seed = seedFrom('a secret of thirty-two bytes or so, as base64url');
const alike = (first: string, second: string): number =>
  likeness(sketchOf(first, seed), sketchOf(second, seed));
const LEAST = 0.7;

/** A text as somebody would paste it, and put a word or two of their own in. */
const TEXT =
  'В поликлинике третий месяц не работает лифт, пожилые люди и родители с колясками поднимаются на пятый этаж ' +
  'пешком. Главный врач обещал ремонт весной, но ничего не сделано. Просим департамент проверить договор на ' +
  'обслуживание лифта и назвать день, когда он заработает. Каждый день мы видим, как люди с больными ногами ' +
  'стоят на лестнице и плачут. Так больше нельзя, нужен срок и ответственный. ' +
  'На первом этаже нет ни скамеек, ни воды, регистратура отвечает, что заявка подана, а подрядчик не выходит. ' +
  'Дежурный администратор предлагает ждать врача на улице или приходить в другой день, хотя талоны выданы на ' +
  'месяц вперёд. Обращение подписали жители трёх домов, и каждый из нас готов подтвердить сказанное. Просим ' +
  'ответить по существу: кто отвечает за лифт, когда придёт мастер и где до ремонта будут принимать тех, кто не ' +
  'может подняться сам.';
const words = TEXT.split(' ');
const edited = (n: number): string => {
  const own = [...words];
  // A word of one's own in one place, and a word less in another.
  own.splice((n * 7) % words.length, 1);
  own.splice((n * 13) % own.length, 0, `слово${n % 3}`);
  return own.join(' ');
};

describe('the sketch of a text', () => {
  test('is the same for texts that read the same', () => {
    const latin = TEXT.replaceAll('о', 'o').replaceAll('а', 'a').replaceAll('с', 'c');
    expect(latin).not.toBe(TEXT);
    for (const same of [
      latin,
      TEXT.toUpperCase(),
      TEXT.replaceAll(',', ' …'),
      TEXT.replaceAll('о', 'о\u200b'),
    ])
      expect(alike(TEXT, same)).toBe(1);
    expect(readWords('Кабинет 12, очередь 3 часа')).toEqual(
      readWords('кабинет 407 очередь 15 часа'),
    );
  });

  test('is near for copies with words of one’s own, and far for other words', () => {
    for (let n = 0; n < 20; n += 1)
      expect(alike(TEXT, edited(n)), edited(n)).toBeGreaterThan(LEAST);
    for (const { pairs } of labelledTopics())
      for (const { first, second } of pairs)
        expect(alike(first.text, second.text), first.text).toBeLessThan(LEAST);
  });

  test('estimates the share of runs that two texts have in common', () => {
    const letters = fc.array(fc.constantFrom(...'абвгдежз'), { minLength: 30, maxLength: 60 });
    const runs = (list: readonly string[]): Set<string> =>
      new Set(list.slice(0, -2).map((_, at) => list.slice(at, at + 3).join(' ')));
    fc.assert(
      fc.property(letters, fc.nat(25), (list, cut) => {
        const other = list.slice(cut);
        const [first, second] = [runs(list), runs(other)];
        const truly = first.intersection(second).size / first.union(second).size;
        // 32 hashes: three standard errors of a half are 0.27.
        expect(Math.abs(alike(list.join(' '), other.join(' ')) - truly)).toBeLessThan(0.42);
      }),
      { seed: 7 },
    );
  });

  test('holds no word, and another secret makes another one', () => {
    const sketch = sketchOf(TEXT, seed);
    expect(sketch).toHaveLength(32);
    expect(sketch.every((hash) => Number.isInteger(hash) && Math.abs(hash) <= 2 ** 31)).toBe(true);
    const other = sketchOf(TEXT, seedFrom('another secret'));
    expect(likeness(sketch, other)).toBeLessThan(0.2);
    expect(sketchOf(' … !', seed)).toEqual([]);
    expect(likeness([], [])).toBe(0);
  });

  test('shares a band with nearly every copy', () => {
    const own = new Set(bandsOf(sketchOf(TEXT, seed)));
    expect(own.size).toBe(8);
    const met = Array.from({ length: 20 }, (_, n) => bandsOf(sketchOf(edited(n), seed))).filter(
      (bands) => bands.some((band) => own.has(band)),
    );
    expect(met.length).toBeGreaterThanOrEqual(18);
  });
});

describe('what hangs together', () => {
  const near: Parameters<typeof gather>[2] = { alike: likeness, least: LEAST, members_max: 1000 };
  const groupOf = async (all: readonly Compared[], start: Compared): Promise<string[]> => {
    const found = await gather(
      start,
      async (_of, known) => all.filter(({ id }) => !known.has(id)),
      near,
    );
    return found.map(({ id }) => id).toSorted();
  };
  const filings: Compared[] = [
    ...Array.from({ length: 20 }, (_, n) => ({
      id: `copy-${n}`,
      sketch: sketchOf(edited(n), seed),
    })),
    ...labelledTopics()
      .slice(0, 4)
      .flatMap(({ topic, pairs }) =>
        pairs.flatMap(({ first, second }, n) => [
          { id: `${topic}-${n}-a`, sketch: sketchOf(first.text, seed) },
          { id: `${topic}-${n}-b`, sketch: sketchOf(second.text, seed) },
        ]),
      ),
  ];

  test('is the same whoever comes first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(filings, { minLength: filings.length }),
        fc.nat(19),
        async (shuffled, at) => {
          const start = shuffled.find(({ id }) => id === `copy-${at}`)!;
          const group = await groupOf(shuffled, start);
          expect(group).toEqual(Array.from({ length: 20 }, (_, n) => `copy-${n}`).toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });

  test('leaves honest stories of one event by themselves', async () => {
    for (const one of filings.filter(({ id }) => !id.startsWith('copy-')))
      expect(await groupOf(filings, one)).toEqual([one.id]);
  });

  test('says how alike the nearest other is', async () => {
    const [first, second] = filings as [Compared, Compared];
    const found = await gather(first, async () => [second], { ...near, least: 0.5 });
    const share = likeness(first.sketch, second.sketch);
    expect(found).toEqual([
      { id: first.id, likeness: share },
      { id: second.id, likeness: share },
    ]);
  });
});

test('a flood is more than usual, and at least so many', () => {
  // Of 1344 hours the 1331st: with 14 busy ones the least of them.
  expect(usualHour([])).toBe(0);
  expect(usualHour(Array.from({ length: 13 }, () => 30))).toBe(0);
  expect(usualHour([5, ...Array.from({ length: 13 }, () => 30)])).toBe(5);
  expect(usualHour(Array.from({ length: 1344 }, () => 25))).toBe(25);
  expect([
    isFlood(19, 0, 20),
    isFlood(20, 0, 20),
    isFlood(25, 25, 20),
    isFlood(26, 25, 20),
  ]).toEqual([false, true, false, true]);
});

test('a difference reads back as both texts', () => {
  expect(wordDiff('нет бахил на входе', 'нет опять бахил у входа')).toEqual([
    { kind: 'same', text: 'нет' },
    { kind: 'added', text: 'опять' },
    { kind: 'same', text: 'бахил' },
    { kind: 'missing', text: 'на входе' },
    { kind: 'added', text: 'у входа' },
  ]);
  const some = fc.array(fc.constantFrom('а', 'б', 'в', 'г'), { maxLength: 30 });
  fc.assert(
    fc.property(some, some, (first, second) => {
      const parts = wordDiff(first.join(' '), second.join(' '));
      const read = (kind: string) =>
        parts.filter((part) => part.kind === 'same' || part.kind === kind).map(({ text }) => text);
      expect(read('missing').join(' ')).toBe(first.join(' '));
      expect(read('added').join(' ')).toBe(second.join(' '));
    }),
  );
});
