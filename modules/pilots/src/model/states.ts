/** As the table has it. */
export type StoredState = 'open' | 'closing-asked' | 'closing' | 'closed';
/** As people see it: before, within and after its days; then its end. */
export const PILOT_STATES = ['planned', 'running', 'over', 'closing', 'closed'] as const;
export type PilotState = (typeof PILOT_STATES)[number];

export interface Days {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

/** What a pilot is on a day. Asking for its end changes nothing until a second person confirms. */
export function stateOn(stored: StoredState, { from, to }: Days, day: string): PilotState {
  if (stored === 'closed' || stored === 'closing') return stored;
  if (day < from) return 'planned';
  return day <= to ? 'running' : 'over';
}

/** The steps of closing in their order. */
export const STEPS = ['stop', 'run-out', 'last-batch', 'export', 'erase', 'sign'] as const;
export type Step = (typeof STEPS)[number];

/** The step that comes next, null when all are done. */
export const nextStep = (done: readonly Step[]): Step | null =>
  STEPS.find((step) => !done.includes(step)) ?? null;
