import type { Example } from '../gallery-types.ts';
import type { Props } from './summary-list.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'check your answers',
    props: {
      rows: [
        {
          key: 'Клиника',
          value: 'Городская поликлиника №\u00a0107, филиал №\u00a02',
          change_href: '#clinic',
        },
        { key: 'Когда', value: '3 июня, с 10:00 до 12:20', change_href: '#when' },
        {
          key: 'Что случилось',
          value: 'Ждала приёма два часа.\nВ регистратуре не объяснили почему.',
          change_href: '#story',
        },
        { key: 'Телефон', value: '', change_href: '#phone' },
      ],
    },
  },
  { name: 'English', props: { rows: [{ key: 'Clinic', value: 'Polyclinic No. 107' }] } },
];
