import type { Example } from '../gallery-types.ts';
import type { Props } from './error-summary.svelte';

export const examples: Example<Props>[] = [
  { name: 'empty shows nothing', props: { errors: [] } },
  {
    name: 'two errors',
    props: {
      errors: [
        { href: '#f-date', text: 'Введите дату не позже сегодняшней' },
        { href: '#t-story', text: 'Напишите, что случилось' },
      ],
    },
  },
  {
    name: 'English',
    props: {
      title: 'Check your answers',
      errors: [{ text: 'The link has expired. Ask for a new one' }],
    },
  },
];
