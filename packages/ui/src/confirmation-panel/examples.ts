import { words } from '../gallery-types.ts';
import type { Example } from '../gallery-types.ts';
import type { Props } from './confirmation-panel.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'with a number',
    props: {
      title: 'Жалоба отправлена',
      number_label: 'Номер обращения',
      number: 'МСК-2026-004217',
      children: words('Письмо с этим номером уже в пути.'),
    },
  },
  {
    name: 'English',
    props: { title: 'Complaint sent', number_label: 'Case number', number: 'MOW-2026-004217' },
  },
];
