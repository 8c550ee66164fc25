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

/** What of a map does not depend on the places marked on it. */
interface Base {
  readonly projection: GeoProjection;
  readonly shapes: Drawing<Located>['shapes'];
}

/** Drawn outlines by the shapes they were drawn from, then by size and focus. */
const bases = new WeakMap<readonly DrawnShape[], Map<string, Base>>();
/** A region has some 150 districts and okrugs, each with a map of its own. */
const BASES_MAX = 400;

/** Draws districts and places in units of the map: Mercator, whole numbers, no tile server. */
export function drawMap<Place extends Located>(
  shapes: readonly DrawnShape[],
  places: readonly Place[],
  options: Options,
): Drawing<Place> {
  const { width, height, focus, apart = 26 } = options;
  const inView = (x: number, y: number): boolean => x >= 0 && y >= 0 && x <= width && y <= height;
  const locatedBy = (projection: GeoProjection) =>
    places.flatMap((place) => {
      const [x, y] = projection([place.lng, place.lat]) ?? [-1, -1];
      return inView(x, y) ? [{ x, y, place }] : [];
    });
  let base = shapes.length > 0 ? keptBase(shapes, options) : drawBase(shapes, places, options);
  let located = locatedBy(base.projection);
  // The whole region shows all its places, also one beyond the outlines: then it is drawn anew.
  if (!focus && located.length < places.length) {
    base = drawBase(shapes, places, options);
    located = locatedBy(base.projection);
  }
  return { width, height, shapes: base.shapes, marks: clustered(located, apart) };
}

function keptBase(shapes: readonly DrawnShape[], options: Options): Base {
  const { width, height, focus } = options;
  const of_shapes = bases.get(shapes) ?? new Map<string, Base>();
  bases.set(shapes, of_shapes);
  const key = [width, height, ...(focus ? [...focus].toSorted() : [])].join(' ');
  const found = of_shapes.get(key);
  if (found) return found;
  const base = drawBase(shapes, [], options);
  if (of_shapes.size < BASES_MAX) of_shapes.set(key, base);
  return base;
}

function drawBase(
  shapes: readonly DrawnShape[],
  places: readonly Located[],
  { width, height, focus }: Options,
): Base {
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
  const drawn = shapes.flatMap((shape) => {
    const rings = shape.outline.map((ring) => ring.map(project));
    const seen = rings.some((ring) =>
      ring.some(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height),
    );
    const path = seen ? rings.map(ringPath).join('') : '';
    return path ? [{ id: shape.id, path }] : [];
  });
  return { projection, shapes: drawn };
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
