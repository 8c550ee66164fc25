import { z } from 'zod';
import { COVER_MANNERS } from '@otklik/kernel';
import { target } from './schema.ts';

/** As many as the squares of the grid that a page offers. */
const AREAS_MAX = 144;
const share = z.number().min(0).max(1);
const size = z.number().gt(0).max(1);

export const photoCover = {
  photoId: z.uuid(),
  /** In shares of the photo's width and height. */
  areas: z
    .array(z.strictObject({ left: share, top: share, width: size, height: size }))
    .min(1)
    .max(AREAS_MAX),
  manner: z.enum(COVER_MANNERS).default('blur'),
};
export const coverCasePhoto = z.strictObject({ ...target, ...photoCover });
export const uncoverCasePhoto = z.strictObject({ ...target, photoId: z.uuid() });
export const markPhoto = z.strictObject({ ...target, photoId: z.uuid(), disturbing: z.boolean() });
