import { localizePath, m } from '@otklik/i18n';
import { nameOf } from '#lib/clinics/names.ts';
import { drawMap, type DrawnShape } from '#lib/map/draw-map.ts';
import type { WaitLine } from '@otklik/access';
import { stateWords } from './words.ts';

type Clinic = Pick<
  WaitLine,
  'code' | 'nameRu' | 'nameEn' | 'districtId' | 'state' | 'k1_days' | 'light'
> & { readonly lat: number | null; readonly lng: number | null };

export interface WaitMark {
  readonly x: number;
  readonly y: number;
  readonly light: WaitLine['light'];
  /** Days to the first place of the soonest clinic under the mark. */
  readonly text: string;
  readonly name: string;
  readonly href: string;
}

export interface WaitMap {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly id: string; readonly path: string }[];
  readonly marks: readonly WaitMark[];
}

const SIZE = { width: 420, height: 440, apart: 22 };
/** What may be booked first, and of that the soonest; what is not known stands last. */
const weight = ({ state, k1_days }: Clinic): number =>
  state === 'places' ? (k1_days ?? 90) : state === 'full' ? 100 : 200;

/** Clinics on the shapes of districts: a mark tells the light of the soonest clinic under it. */
export function waitMap(
  shapes: readonly DrawnShape[],
  clinics: readonly Clinic[],
  focus: readonly string[],
): WaitMap {
  const located = clinics.flatMap(({ lat, lng, ...clinic }) =>
    lat === null || lng === null ? [] : [{ ...clinic, lat, lng }],
  );
  const drawing = drawMap(shapes, located, {
    ...SIZE,
    ...(focus.length > 0 ? { focus: new Set(focus) } : {}),
  });
  return {
    width: SIZE.width,
    height: SIZE.height,
    shapes: drawing.shapes,
    marks: drawing.marks.map(({ x, y, places }) => {
      const best = places.reduce((a, b) => (weight(b) < weight(a) ? b : a));
      const words = stateWords(best);
      const knows = best.state === 'places';
      return {
        x,
        y,
        light: knows ? best.light : 'grey',
        text: knows ? String(best.k1_days ?? '') : '–',
        name:
          places.length === 1
            ? m.waits_map_mark({ name: nameOf(best), words })
            : m.waits_map_cluster({ clinics: m.waits_found({ count: places.length }), words }),
        href: localizePath(`/clinics/${encodeURIComponent(best.code)}/waits`),
      };
    }),
  };
}
