import { m } from '@otklik/i18n';
import type { CaseView } from '@otklik/cases';

/** Photos of one side (and one answer) as the strip of pictures shows them. */
export const photosFor = (view: CaseView, side: 'author' | 'answer', answerId?: string) =>
  view.photos
    .filter((photo) => photo.side === side && (!answerId || photo.answerId === answerId))
    .map((photo, index) => ({
      src: `/photos/${photo.id}?size=small`,
      href: `/photos/${photo.id}`,
      alt: m.desk_photo({ number: index + 1 }),
      width: photo.width_px,
      height: photo.height_px,
    }));
