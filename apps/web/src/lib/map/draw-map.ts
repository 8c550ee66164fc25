import { geoMercator, type GeoProjection } from 'd3-geo';

/** A district as the registry gives it: rings in thousandths of a degree, lon then lat. */
export interface DrawnShape {
  readonly id: string;
  readonly outline: readonly (readonly (readonly [number, number])[])[];
}
export interface Located {
  readonly lat: number;
  readonly lng: number;
}
/** Clinics that stand too near each other to be marked apart, at the middle of them. */
export interface Mark<Place extends Located> {
  readonly x: number;
  readonly y: number;
  readonly places: readonly Place[];
}
export interface Drawing<Place extends Located> {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly id: string; readonly path: string }[];
  readonly marks: readonly Mark<Place>[];
}

interface Options {
  readonly width: number;
  readonly height: number;
  /** Only these districts fill the map; all when absent. */
  readonly focus?: ReadonlySet<string>;
  /** Marks nearer than this become one; 0 keeps all apart. */
  readonly apart?: number;
}

const MARGIN = 12;

/** Draws districts and places in units of the map: Mercator, whole numbers, no tile server. */
export function drawMap<Place extends Located>(
  shapes: readonly DrawnShape[],
  places: readonly Place[],
  { width, height, focus, apart = 26 }: Options,
): Drawing<Place> {
  const chosen = focus ? shapes.filter((shape) => focus.has(shape.id)) : shapes;
  const projection = projectionOver(
    chosen.length > 0 ? chosen : shapes,
    places,
    width,
    height,
    !focus,
  );
  const project = ([lng, lat]: readonly [number, number]): readonly [number, number] =>
    projection([lng / 1000, lat / 1000]) ?? [0, 0];
  const inView = (x: number, y: number): boolean => x >= 0 && y >= 0 && x <= width && y <= height;
  const drawn = shapes.flatMap((shape) => {
    const rings = shape.outline.map((ring) => ring.map(project));
    const seen = rings.some((ring) => ring.some(([x, y]) => inView(x, y)));
    const path = seen ? rings.map(ringPath).join('') : '';
    return path ? [{ id: shape.id, path }] : [];
  });
  const located = places.flatMap((place) => {
    const [x, y] = projection([place.lng, place.lat]) ?? [-1, -1];
    return inView(x, y) ? [{ x, y, place }] : [];
  });
  return { width, height, shapes: drawn, marks: clustered(located, apart) };
}

function projectionOver(
  shapes: readonly DrawnShape[],
  places: readonly Located[],
  width: number,
  height: number,
  withPlaces: boolean,
): GeoProjection {
  // Points, not polygons: a sphere has two sides of a ring, and the order of ours is not promised.
  const coordinates = [
    ...shapes.flatMap((shape) =>
      shape.outline.flat().map(([lng, lat]) => [lng / 1000, lat / 1000]),
    ),
    ...(withPlaces || shapes.length === 0 ? places.map(({ lng, lat }) => [lng, lat]) : []),
  ];
  return geoMercator().fitExtent(
    [
      [MARGIN, MARGIN],
      [width - MARGIN, height - MARGIN],
    ],
    { type: 'MultiPoint', coordinates: coordinates.length > 0 ? coordinates : [[37.6, 55.75]] },
  );
}

/** Path data in steps from point to point; what falls on the same unit is drawn once. */
function ringPath(ring: readonly (readonly [number, number])[]): string {
  let path = '';
  let at: readonly [number, number] | null = null;
  let steps_count = 0;
  for (const point of ring) {
    const here = [Math.round(point[0]), Math.round(point[1])] as const;
    if (at === null) path = `M${here[0]} ${here[1]}l`;
    else {
      const [dx, dy] = [here[0] - at[0], here[1] - at[1]];
      if (dx === 0 && dy === 0) continue;
      path += `${steps_count > 0 && dx >= 0 ? ' ' : ''}${dx}${dy < 0 ? '' : ' '}${dy}`;
      steps_count += 1;
    }
    at = here;
  }
  return steps_count > 2 ? `${path}z` : '';
}

function clustered<Place extends Located>(
  located: readonly { readonly x: number; readonly y: number; readonly place: Place }[],
  apart: number,
): Mark<Place>[] {
  const groups: { x: number; y: number; places: Place[] }[] = [];
  for (const { x, y, place } of located) {
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < apart);
    if (near) {
      const count = near.places.push(place);
      near.x += (x - near.x) / count;
      near.y += (y - near.y) / count;
    } else groups.push({ x, y, places: [place] });
  }
  return groups.map(({ x, y, places }) => ({ x: Math.round(x), y: Math.round(y), places }));
}
