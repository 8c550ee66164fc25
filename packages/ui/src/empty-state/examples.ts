import { words } from '../gallery-types.ts';
import type { Example } from '../gallery-types.ts';
import type { Props } from './empty-state.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'nothing found',
    props: {
      title: 'По запросу «паликлиника 999» ничего не нашлось',
      children: words('Проверьте номер или поищите по улице.'),
    },
  },
  { name: 'English', props: { title: 'No complaints here yet' } },
];
