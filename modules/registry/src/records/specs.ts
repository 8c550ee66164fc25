import { calendar } from './calendar.ts';
import { clinic } from './clinic.ts';
import { doctor } from './doctor.ts';
import { norm } from './norm.ts';
import { object } from './object.ts';
import { organisation } from './organisation.ts';
import { post } from './post.ts';
import { region } from './region.ts';
import type { RecordKind, RecordSpec } from './spec.ts';

export const SPECS: Readonly<Record<RecordKind, RecordSpec>> = {
  region,
  organisation,
  clinic,
  object,
  doctor,
  post,
  norm,
  calendar,
};
