import type { Example } from '../gallery-types.ts';
import type { Props } from './deadline.svelte';

const derivation = [
  '8 рабочих дней со дня публикации, 4 июня.',
  '6, 7, 13 и 14 июня — выходные, 12 июня — праздник: их не считаем.',
  'Срок истекает в конце дня по времени клиники (Москва).',
];

export const examples: Example<Props>[] = [
  {
    name: 'running',
    props: { sentence: 'Клиника ответит до конца среды, 17 июня', derivation },
  },
  {
    name: 'soon',
    props: { sentence: 'Остался один рабочий день: до конца среды, 17 июня', state: 'soon' },
  },
  { name: 'late', props: { sentence: 'Ответ опаздывает на 3 дня', state: 'late', derivation } },
  { name: 'met', props: { sentence: 'Клиника ответила вовремя, за 5 рабочих дней', state: 'met' } },
  { name: 'paused', props: { sentence: 'Срок стоит: ждём вашего ответа', state: 'paused' } },
  { name: 'English', props: { sentence: 'The clinic answers by the end of Wednesday 17 June' } },
];
