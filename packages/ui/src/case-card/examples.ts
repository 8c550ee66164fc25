import type { Example } from '../gallery-types.ts';
import type { Props } from './case-card.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'waiting for an answer',
    props: {
      href: '#case-1',
      number: '004217',
      topic: 'Долгое ожидание у кабинета',
      state: 'in-work',
      clinic: 'Городская поликлиника №\u00a0107, филиал №\u00a02',
      excerpt:
        'Записана на 10:00, вошла в 12:20. Никто не объяснил задержку, в коридоре двадцать человек, половина с температурой.',
      date: '4 июня',
      datetime: '2026-06-04',
      deadline: 'Клиника ответит до конца среды, 17 июня',
      supporters: 'Ещё 3 человека столкнулись с тем же',
    },
  },
  {
    name: 'late',
    props: {
      href: '#case-2',
      number: '003990',
      topic: 'Недоступность записи к врачу-оториноларингологу',
      state: 'overdue',
      deadline: 'Ответ опаздывает на 3 дня',
      is_late: true,
      date: '20 мая',
    },
  },
  {
    name: 'English',
    props: {
      href: '#case-3',
      number: '004217',
      topic: 'Long wait at the door',
      state: 'confirmed',
      clinic: 'City Polyclinic No. 107',
      date: '4 June',
    },
  },
];
