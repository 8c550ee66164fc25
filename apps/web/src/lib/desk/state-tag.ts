import { state_names, type StateName } from '@otklik/ui';

const known: readonly string[] = state_names;

/** The mark of a state; a state without one (a case that nobody confirmed) gets the neutral mark. */
export const stateTag = (state: string): StateName =>
  known.includes(state) ? (state as StateName) : 'unknown';
