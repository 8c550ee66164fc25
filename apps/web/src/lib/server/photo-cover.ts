import type { CoverManner, PhotoArea } from '@otklik/kernel';
import { COVER_GRID } from '#lib/photos/cover-grid.ts';

/** The ticked squares as areas: neighbours of a row become one, so that no seam of the photo is left between. */
export function areasIn(form: FormData): PhotoArea[] {
  const ticked = new Set(form.getAll('square').map(String));
  const areas: PhotoArea[] = [];
  for (let row = 0; row < COVER_GRID; row += 1)
    for (let from = 0; from < COVER_GRID; from += 1) {
      let to = from;
      while (to < COVER_GRID && ticked.has(`${row}-${to}`)) to += 1;
      if (to === from) continue;
      areas.push({
        left: from / COVER_GRID,
        top: row / COVER_GRID,
        width: (to - from) / COVER_GRID,
        height: 1 / COVER_GRID,
      });
      from = to;
    }
  return areas;
}

export const mannerIn = (form: FormData): CoverManner =>
  form.get('manner') === 'box' ? 'box' : 'blur';
