import { words } from '../gallery-types.ts';
import type { Example } from '../gallery-types.ts';
import type { Props } from './link-button.svelte';

export const examples: Example<Props>[] = [
  { name: 'primary', props: { href: '#', children: words('Подать жалобу') } },
  {
    name: 'secondary',
    props: { href: '#', variant: 'secondary', children: words('Смотреть все') },
  },
  { name: 'English', props: { href: '#', children: words('File a complaint') } },
];
