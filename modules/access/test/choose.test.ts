import { expect, test } from 'vitest';
import { inOrder, markBest, metresBetween, travelMinutes, type ChoiceLine } from '../src/choose.ts';
import { lightFrom } from '../src/view.ts';

const line = (code: string, more: Partial<ChoiceLine>): ChoiceLine =>
  ({
    code,
    nameRu: code,
    state: 'places',
    k1_days: 1,
    minutes: null,
    distance_m: null,
    rating: null,
    isBest: null,
    ...more,
  }) as ChoiceLine;
const near = (minutes: number) => ({ minutes, distance_m: minutes * 100 });
const codes = (lines: readonly ChoiceLine[]): string => lines.map(({ code }) => code).join(' ');

const far = line('far-soon', { k1_days: 0, ...near(50), rating: { value: 60, n: 40 } });
const close = line('close-late', { k1_days: 9, ...near(5), rating: { value: 90, n: 40 } });
const beaten = line('beaten', { k1_days: 9, ...near(50), rating: { value: 50, n: 40 } });
const full = line('full', {
  state: 'full',
  k1_days: null,
  ...near(1),
  rating: { value: 99, n: 40 },
});
const unknown = line('unknown', { state: 'unknown', k1_days: null, ...near(1) });
const lines = [unknown, full, beaten, close, far];

test('clinics stand in the order asked for; where nothing can be booked stands last in each', () => {
  expect(codes(inOrder(lines, 'wait'))).toBe('far-soon beaten close-late full unknown');
  expect(codes(inOrder(lines, 'distance'))).toBe('close-late far-soon beaten full unknown');
  expect(codes(inOrder(lines, 'rating'))).toBe('close-late far-soon beaten full unknown');
  expect(codes(inOrder(lines, 'together'))).toBe('close-late far-soon beaten full unknown');
});

test('an unknown rating or way is neither best nor worst: it stands after what is known', () => {
  const few = line('few', { k1_days: 0, rating: null });
  expect(codes(inOrder([few, beaten], 'rating'))).toBe('beaten few');
  expect(codes(inOrder([few, beaten], 'distance'))).toBe('beaten few');
});

test('the curve holds only clinics that no other beats on minutes and days', () => {
  const marked = markBest(lines);
  expect(marked.map(({ code, isBest }) => [code, isBest])).toEqual([
    ['unknown', null],
    ['full', null],
    ['beaten', false],
    ['close-late', true],
    ['far-soon', true],
  ]);
});

test('a short way is walked, a long one ridden', () => {
  const [here, there] = [
    { lat: 55.75, lng: 37.6 },
    { lat: 55.76, lng: 37.6 },
  ];
  expect(Math.round(metresBetween(here, there))).toBe(1112);
  expect(travelMinutes(300)).toBe(5);
  expect(travelMinutes(10_000)).toBe(49);
});

test.each([
  [20, 16, 'green'],
  [20, 15, 'yellow'],
  [20, 4, 'red'],
  [20, 5, 'yellow'],
  [10, 10, 'green'],
  [9, 9, 'grey'],
  [0, 0, 'grey'],
])(
  'the light of %i known samples of 20, %i of them in the range, is %s',
  (known, inside, light) => {
    expect(lightFrom(known, inside)).toBe(light);
  },
);
