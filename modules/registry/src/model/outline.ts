/** Rings of a shape for drawing: lon, lat in thousandths of a degree; outer and inner rings alike. */
export type Outline = readonly (readonly (readonly [number, number])[])[];

type Position = readonly number[];
type Rings = readonly (readonly Position[])[];

/** 0.002° is 125 m west to east at Moscow: under two pixels on a map 700 pixels wide. */
const STEP_thousandths = 2;

/**
 * A light outline of a GeoJSON Polygon or MultiPolygon. Each point is moved to a grid by itself,
 * so that the common border of two districts stays common and no gaps open.
 */
export function outlineOf(geometry: {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: unknown;
}): Outline {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates as Rings]
      : (geometry.coordinates as readonly Rings[]);
  return polygons
    .flat()
    .map(snapped)
    .filter((ring) => ring.length > 3);
}

const onGrid = (degrees: number): number =>
  Math.round((degrees * 1000) / STEP_thousandths) * STEP_thousandths;

function snapped(ring: readonly Position[]): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (const [lng = 0, lat = 0] of ring) {
    const point = [onGrid(lng), onGrid(lat)] as const;
    const last = points.at(-1);
    if (last?.[0] === point[0] && last[1] === point[1]) continue;
    // A step out and straight back draws nothing.
    const before = points.at(-2);
    if (before?.[0] === point[0] && before[1] === point[1]) points.pop();
    else points.push(point);
  }
  return points;
}
