import type { Example } from '../gallery-types.ts';
import { state_names } from './states.ts';
import type { Props } from './status-tag.svelte';

export const examples: Example<Props>[] = [
  ...state_names.map((state) => ({ name: state, props: { state } })),
  { name: 'English', props: { state: 'overdue', text: 'The answer is 3 days late' } },
  { name: 'own words', props: { state: 'overdue', text: 'Ответ опаздывает на 3 дня' } },
];
