import { localizePath, m } from '@otklik/i18n';
import { drawMap, type DrawnShape, type Drawing, type Located } from '#lib/map/draw-map.ts';
import { nameOf } from './names.ts';

interface Named {
  readonly nameRu: string;
  readonly nameEn: string | null;
}
interface PlacedClinic extends Named, Located {
  readonly code: string;
  readonly districtId: string | null;
}
interface NamedShape extends DrawnShape, Named {
  readonly okrugId: string | null;
}

interface Options {
  readonly width: number;
  readonly height: number;
  /** Districts that fill the map; all when absent. */
  readonly focus?: ReadonlySet<string>;
  /** Where a mark of several clinics leads, given the district of the first. */
  readonly closer: (districtId: string | null) => string;
  /** Districts as links; a small map beside a list has none. */
  readonly with_links?: boolean;
  readonly selected?: string;
}

export interface DrawnMap extends Pick<Drawing<Located>, 'width' | 'height'> {
  readonly shapes: {
    id: string;
    path: string;
    name?: string;
    href?: string;
    is_selected?: boolean;
  }[];
  readonly points: { x: number; y: number; name: string; href: string; count?: number }[];
}

/** A map of clinics with its links and words, ready for `DistrictMap`. */
export function clinicMap(
  shapes: readonly NamedShape[],
  clinics: readonly PlacedClinic[],
  { closer, with_links = false, selected, ...size }: Options,
): DrawnMap {
  const drawing = drawMap(shapes, clinics, size);
  const names = new Map(shapes.map((shape) => [shape.id, nameOf(shape)]));
  return {
    width: drawing.width,
    height: drawing.height,
    shapes: drawing.shapes.map((shape) => ({
      ...shape,
      ...(with_links
        ? { name: names.get(shape.id) ?? '', href: localizePath(`/districts/${shape.id}`) }
        : {}),
      ...(shape.id === selected ? { is_selected: true } : {}),
    })),
    points: drawing.marks.map(({ x, y, places }) => {
      const first = places[0]!;
      if (places.length === 1)
        return { x, y, name: nameOf(first), href: localizePath(`/clinics/${first.code}`) };
      const districts = new Set(places.map((place) => names.get(place.districtId ?? '') ?? ''));
      const place = [...districts].filter(Boolean).slice(0, 3).join(', ');
      const name = m.public_clinics_map_cluster({ count: places.length, place });
      return { x, y, name, href: closer(first.districtId), count: places.length };
    }),
  };
}
