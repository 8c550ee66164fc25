import type { Example } from '../gallery-types.ts';
import type { Props } from './tab-links.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'three tabs',
    props: {
      label: 'Разделы клиники',
      items: [
        { href: '#t1', text: 'Обзор', current: true },
        { href: '#t2', text: 'Обращения', count: 128 },
        { href: '#t3', text: 'Врачи' },
      ],
    },
  },
  {
    name: 'English',
    props: { label: 'Sections', items: [{ href: '#e', text: 'Overview', current: true }] },
  },
];
