import type { Example } from '../gallery-types.ts';
import type { Props } from './clinic-card.svelte';

export const examples: Example<Props>[] = [
  {
    name: 'with facts',
    props: {
      href: '#107',
      name: 'Городская поликлиника №\u00a0107, филиал №\u00a02',
      address: 'ул. Декабристов, 24',
      district: 'Отрадное',
      audience: 'Для взрослых',
      facts: ['12 обращений ждут ответа', 'Отвечает за 5 рабочих дней (медиана, 41 ответ)'],
    },
  },
  { name: 'only a name', props: { href: '#x', name: 'Детская поликлиника №\u00a011' } },
  {
    name: 'English',
    props: {
      href: '#en',
      name: 'City Polyclinic No. 107',
      district: 'Otradnoye',
      audience: 'Adults',
    },
  },
];
