import type { Example } from '../gallery-types.ts';
import type { Props } from './pagination.svelte';

export const examples: Example<Props>[] = [
  { name: 'first page', props: { next: '?after=2', page: 1, pages: 31 } },
  {
    name: 'in the middle',
    props: { previous: '?before=2', next: '?after=3', page: 2, label: 'Страницы второго списка' },
  },
  { name: 'one page shows nothing', props: {} },
  { name: 'English', props: { previous: '?before=9', label: 'Pages of the list below' } },
];
