import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawMap } from '../src/lib/map/draw-map.ts';

const square = (id: string, west: number, south: number, side: number) => ({
  id,
  outline: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ] as const,
  ],
});
const shapes = [square('a', 37_500, 55_700, 40), square('b', 37_540, 55_700, 40)];
const size = { width: 400, height: 300 };

/** Follows relative path data and gives the corners it passes. */
function cornersOf(path: string): [number, number][] {
  return path
    .split('M')
    .slice(1)
    .flatMap((ring) => {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
      const corners: [number, number][] = [];
      for (let at = 0; at + 1 < numbers.length; at += 2) {
        const [x, y] = corners.at(-1) ?? [0, 0];
        corners.push([x + numbers[at]!, y + numbers[at + 1]!]);
      }
      return corners;
    });
}

test('shapes fill the map, north up, and share their border', () => {
  const { shapes: drawn } = drawMap(shapes, [], size);
  const [a, b] = drawn.map((shape) => cornersOf(shape.path));
  // Two squares of degrees are taller than wide at this latitude: the height decides.
  const ys = [...a!, ...b!].map(([, y]) => y);
  expect([Math.min(...ys), Math.max(...ys)]).toEqual([12, 288]);
  const xs = [...a!, ...b!].map(([x]) => x);
  expect(Math.min(...xs) + Math.max(...xs)).toBe(400);
  expect(a!.filter((corner) => b!.some((other) => String(other) === String(corner)))).toHaveLength(
    2,
  );
  const north = drawMap(
    shapes,
    [
      { lat: 55.739, lng: 37.52 },
      { lat: 55.701, lng: 37.52 },
    ],
    size,
  ).marks;
  expect(north[0]!.y).toBeLessThan(north[1]!.y);
});

test('a focus comes closer and leaves out what is not seen', () => {
  const far = square('far', 38_500, 56_700, 40);
  const near = drawMap([...shapes, far], [], { ...size, focus: new Set(['a']) });
  expect(near.shapes.map((shape) => shape.id)).toEqual(['a', 'b']);
});

test('near places become one mark, far ones stay apart, none is lost', () => {
  const spot = fc.record({
    lat: fc.double({ min: 55.7, max: 55.74, noNaN: true }),
    lng: fc.double({ min: 37.5, max: 37.58, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 40 }), (places) => {
      const { marks } = drawMap(shapes, places, size);
      expect(marks.flatMap((mark) => mark.places)).toHaveLength(places.length);
      for (const { x, y } of marks) {
        expect(x >= 0 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
      }
    }),
  );
  const twins = [
    { lat: 55.72, lng: 37.52 },
    { lat: 55.72, lng: 37.5201 },
    { lat: 55.72, lng: 37.57 },
  ];
  expect(drawMap(shapes, twins, size).marks.map((mark) => mark.places.length)).toEqual([2, 1]);
  expect(drawMap(shapes, twins, { ...size, apart: 0 }).marks).toHaveLength(3);
});

test('a place without any district near is still on the map', () => {
  const { marks } = drawMap(shapes, [{ lat: 55.5, lng: 37.3 }], size);
  expect(marks).toHaveLength(1);
  expect(drawMap([], [], size)).toMatchObject({ shapes: [], marks: [] });
});
