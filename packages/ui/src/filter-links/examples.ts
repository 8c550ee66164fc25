import type { Example } from '../gallery-types.ts';
import type { Props } from './filter-links.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'one chosen',
    props: {
      label: 'Показать',
      items: [
        { href: '#all', text: 'Все', count: '3 018', current: true },
        { href: '#open', text: 'Ждут ответа', count: 412 },
        { href: '#late', text: 'Просроченные', count: 57 },
      ],
    },
  },
  {
    name: 'English',
    props: { label: 'Show', items: [{ href: '#all', text: 'All', current: true }] },
  },
];
