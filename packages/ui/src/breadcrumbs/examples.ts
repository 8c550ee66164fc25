import type { Example } from '../gallery-types.ts';
import type { Props } from './breadcrumbs.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'three levels',
    props: {
      items: [
        { href: '#1', text: 'Главная' },
        { href: '#2', text: 'Клиники' },
        { href: '#3', text: 'Городская поликлиника №\u00a0107' },
      ],
    },
  },
  { name: 'English', props: { label: 'You are here', items: [{ href: '#1', text: 'Home' }] } },
];
