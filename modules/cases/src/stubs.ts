import type { State } from './model/moves.ts';
import type { CaseRow } from './store/cases.ts';
import type { PhotoSide } from './store/tables.ts';

/** Where the case stands for those who may not know that it is set aside. */
export const outerState = (row: Pick<CaseRow, 'state' | 'back_state'>): State =>
  row.state === 'danger' ? (row.back_state ?? row.state) : row.state;

/** Of these everybody sees that they were, and nothing that their author wrote or showed. */
const STUBS: readonly State[] = ['withdrawn', 'redirected'];

export const isStub = (row: Pick<CaseRow, 'state' | 'back_state'>): boolean =>
  STUBS.includes(outerState(row));

/** Whether everybody sees a photo: it was let out, and is not hidden with the story it belongs to. */
export const isShown = (
  row: Pick<CaseRow, 'state' | 'back_state'>,
  photo: { readonly state: string; readonly side: PhotoSide },
): boolean => photo.state === 'published' && (photo.side === 'answer' || !isStub(row));
