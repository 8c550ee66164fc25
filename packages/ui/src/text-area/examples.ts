import type { Example } from '../gallery-types.ts';
import type { Props } from './text-area.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'with a limit',
    props: {
      name: 't-story',
      label: 'Что случилось',
      hint: 'Напишите, что вы увидели и чего ждёте. Без фамилий и номеров документов.',
      limit: 4000,
    },
  },
  {
    name: 'error keeps what was typed',
    props: {
      name: 't-error',
      label: 'Что случилось',
      error: 'Добавьте хотя бы одно предложение о том, что произошло',
      value: 'плохо',
      rows: 3,
    },
  },
  { name: 'English', props: { name: 't-en', label: 'What happened', limit: 4000, rows: 3 } },
];
