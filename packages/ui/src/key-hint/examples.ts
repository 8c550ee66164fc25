import type { Example } from '../gallery-types.ts';
import type { Props } from './key-hint.svelte';

export const examples: Example<Props>[] = [
  { name: 'one key', props: { keys: ['J'], text: 'следующее обращение' } },
  { name: 'two keys', props: { keys: ['Ctrl', 'Enter'], text: 'опубликовать' } },
  { name: 'English', props: { keys: ['K'], text: 'previous case' } },
];
