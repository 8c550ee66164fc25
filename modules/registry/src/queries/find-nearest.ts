import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { anybody } from '../policy.ts';
import { nearestClinics } from '../store/clinic-places.ts';

const input = z.strictObject({
  /** Degrees, WGS 84. */
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  limit: z.int().min(1).max(20).default(5),
});

/** Clinics that work today, nearest to a point first, with their distance in metres. */
export const findNearest = defineQuery({
  name: 'registry.find-nearest',
  input,
  policy: anybody,
  handle: ({ tx, input: { limit, ...point } }) => nearestClinics(tx, point, limit),
});
