import type { Example } from '../gallery-types.ts';
import type { Props } from './data-table.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'sorted, numbers to the right',
    props: {
      caption: 'Ответы клиник округа за 30 дней',
      columns: [
        { key: 'clinic', text: 'Клиника' },
        {
          key: 'cases',
          text: 'Обращений',
          numeric: true,
          sort_href: '?sort=cases',
          sorted: 'descending',
        },
        { key: 'late', text: 'С просрочкой', numeric: true, sort_href: '?sort=late' },
      ],
      rows: [
        { clinic: { text: 'Поликлиника №\u00a0107', href: '#107' }, cases: '1 204', late: '37' },
        {
          clinic: { text: 'Детская поликлиника №\u00a011', href: '#11' },
          cases: '318',
          late: 'слишком мало данных',
        },
      ],
    },
  },
  {
    name: 'empty',
    props: { caption: 'Ответы клиник', columns: [{ key: 'clinic', text: 'Клиника' }], rows: [] },
  },
  {
    name: 'English',
    props: {
      caption: 'Answers in 30 days',
      columns: [
        { key: 'clinic', text: 'Clinic' },
        { key: 'cases', text: 'Complaints', numeric: true },
      ],
      rows: [{ clinic: 'Polyclinic No. 107', cases: '1,204' }],
    },
  },
];
