import type { Example } from '../gallery-types.ts';
import type { Props } from './select.svelte';

const options = [
  { value: 'zao', text: 'Западный', group: 'Москва' },
  { value: 'zelao', text: 'Зеленоградский', group: 'Москва' },
  { value: 'other', text: 'Другой регион' },
];

export const examples: Example<Props>[] = [
  {
    name: 'empty',
    props: { name: 's-empty', label: 'Округ', options, placeholder: 'Выберите округ' },
  },
  { name: 'chosen', props: { name: 's-chosen', label: 'Округ', options, value: 'zelao' } },
  {
    name: 'error',
    props: { name: 's-error', label: 'Округ', options, placeholder: '—', error: 'Выберите округ' },
  },
  {
    name: 'English',
    props: { name: 's-en', label: 'District', options: [{ value: 'a', text: 'Western' }] },
  },
];
