import type { Column } from '@otklik/registry';
import type { AttachedOutcome } from './model/attached.ts';
import type { Outcome } from './model/event.ts';
import {
  ADDRESS_COLUMNS,
  CONSENT_COLUMNS,
  flag,
  takeTable,
  text,
  whole,
  type FileReport,
} from './table-file.ts';

/** The columns of a file of visits; `docs/reference/import-formats.md` lists them. */
export const VISIT_COLUMNS: readonly Column[] = [
  text('visit_id', 'visitId', true),
  text('source_system', 'sourceSystem', true),
  text('unit', 'unit', true),
  text('service', 'service', true),
  text('ended_at', 'endedAt', true),
  text('sector', 'sector', true),
  ...ADDRESS_COLUMNS,
  text('organisation', 'organisation'),
  text('status', 'status'),
  text('kind', 'kind'),
  text('language', 'language'),
  text('time_zone', 'timeZone'),
  text('doctor_id', 'doctorId'),
  whole('age', 'age'),
  whole('birth_year', 'birthYear'),
  whole('revision', 'revision'),
  ...CONSENT_COLUMNS,
  flag('death'),
  flag('staff_opt_out'),
  flag('open_complaint'),
];

/** The columns of a list of attached people. */
export const ATTACHED_COLUMNS: readonly Column[] = [
  text('person_id', 'personId', true),
  text('source_system', 'sourceSystem', true),
  text('unit', 'unit', true),
  text('status', 'status'),
  ...ADDRESS_COLUMNS,
  text('language', 'language'),
  text('time_zone', 'timeZone'),
  whole('age', 'age'),
  text('last_visit_on', 'lastVisitOn'),
  ...CONSENT_COLUMNS,
];

export type VisitsReport = FileReport<Outcome['outcome']>;
export type AttachedReport = FileReport<AttachedOutcome['outcome']>;

/** Takes a file of visits. @throws AppError invalid-input, and those of `surveys.record-visits` */
export const importVisits = (
  record: (visits: string) => Promise<{ readonly outcomes: readonly Outcome[] }>,
  bytes: Uint8Array,
): Promise<VisitsReport> =>
  takeTable(VISIT_COLUMNS, ['new', 'same', 'changed', 'cancelled', 'refused'], record, bytes);

/** Takes a list of attached people. @throws AppError invalid-input, and those of `surveys.record-attached` */
export const importAttached = (
  record: (people: string) => Promise<{ readonly outcomes: readonly AttachedOutcome[] }>,
  bytes: Uint8Array,
): Promise<AttachedReport> =>
  takeTable(ATTACHED_COLUMNS, ['new', 'known', 'left', 'refused'], record, bytes);
