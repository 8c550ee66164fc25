import type { Example } from '../gallery-types.ts';
import type { Props } from './brand-mark.svelte';

export const examples: Example<Props>[] = [
  { name: 'in the header', props: { size: 32 } },
  { name: 'large', props: { size: 96 } },
];
