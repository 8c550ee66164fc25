import { m } from '@otklik/i18n';
import type { PilotState } from '@otklik/pilots';
import type { StateName } from '@otklik/ui';

const STATES: Readonly<Record<PilotState, () => string>> = {
  planned: m.pilots_state_planned,
  running: m.pilots_state_running,
  over: m.pilots_state_over,
  closing: m.pilots_state_closing,
  closed: m.pilots_state_closed,
};
export const stateWords = (state: PilotState): string => STATES[state]();

/** With which tone of the common signs a state is told. */
export const STATE_SIGN: Readonly<Record<PilotState, StateName>> = {
  planned: 'submitted',
  running: 'in-work',
  over: 'returned',
  closing: 'returned',
  closed: 'closed',
};

type Counts = Readonly<Record<string, number>>;
const STEPS: Readonly<Record<string, () => string>> = {
  stop: m.pilots_step_stop,
  'run-out': m.pilots_step_run_out,
  'last-batch': m.pilots_step_last_batch,
  export: m.pilots_step_export,
  erase: m.pilots_step_erase,
  sign: m.pilots_step_sign,
};
export const STEP_NAMES: readonly string[] = Object.keys(STEPS);
export const stepWords = (step: string): string => STEPS[step]?.() ?? step;

/** What a step counted, in words; empty where it counts nothing. */
export function countsWords(step: string, counts: Counts): string {
  const of = (key: string): number => counts[key] ?? 0;
  if (step === 'stop') return m.pilots_counts_stop({ closed: of('closed'), links: of('links') });
  if (step === 'last-batch') return m.pilots_counts_last_batch({ waiting: of('waiting') });
  if (step === 'export') return m.pilots_counts_export({ files: of('files'), rows: of('rows') });
  if (step !== 'erase') return '';
  return m.pilots_counts_erase({
    people: of('people'),
    invitations: of('invitations'),
    visits: of('visits'),
    refusals: of('refusals'),
  });
}
