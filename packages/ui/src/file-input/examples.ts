import type { Example } from '../gallery-types.ts';
import type { Props } from './file-input.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'photos',
    props: {
      name: 'p-photos',
      label: 'Фотографии',
      hint: 'До 5 снимков, каждый не больше 15 МБ. Место и время съёмки мы удалим.',
      multiple: true,
      optional: true,
    },
  },
  {
    name: 'error',
    props: {
      name: 'p-error',
      label: 'Фотографии',
      error: 'Этот файл не открылся как снимок. Выберите другой',
    },
  },
  { name: 'English', props: { name: 'p-en', label: 'Photos', optional: true } },
];
