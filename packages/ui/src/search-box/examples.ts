import type { Example } from '../gallery-types.ts';
import type { Props } from './search-box.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'large',
    props: {
      action: '/clinics',
      name: 'g1',
      label: 'Найдите свою клинику',
      hint: 'Название, номер, район или улица',
      is_large: true,
    },
  },
  {
    name: 'in a list, with a value',
    props: {
      action: '/complaints',
      name: 'g2',
      label: 'Поиск по обращениям',
      value: 'очередь в регистратуру',
    },
  },
  {
    name: 'English',
    props: { action: '/en/clinics', name: 'g3', label: 'Find your clinic', button: 'Search' },
  },
];
