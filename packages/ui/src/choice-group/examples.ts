import type { Example } from '../gallery-types.ts';
import type { Props } from './choice-group.svelte';

const verdicts = [
  { value: 'confirmed', text: 'Да, решено' },
  { value: 'partly', text: 'Частично' },
  { value: 'disputed', text: 'Нет, не решено', hint: 'Обращение уйдёт на повторную проверку' },
];

export const examples: Example<Props>[] = [
  {
    name: 'radio',
    props: { type: 'radio', name: 'c-verdict', legend: 'Проблема решена?', options: verdicts },
  },
  {
    name: 'radio, chosen, side by side',
    props: {
      type: 'radio',
      name: 'c-inline',
      legend: 'Приём состоялся?',
      options: [
        { value: 'yes', text: 'Да' },
        { value: 'no', text: 'Нет' },
      ],
      values: ['no'],
      inline: true,
    },
  },
  {
    name: 'checkboxes',
    props: {
      type: 'checkbox',
      name: 'c-topics',
      legend: 'О чём присылать письма',
      hint: 'Можно выбрать несколько',
      options: [
        { value: 'answer', text: 'Ответ клиники' },
        { value: 'late', text: 'Ответ просрочен' },
        {
          value: 'winter',
          text: 'Уборка снега у входа',
          hint: 'Тема откроется 1 ноября',
          disabled: true,
        },
      ],
      values: ['answer'],
      optional: true,
    },
  },
  {
    name: 'error',
    props: {
      type: 'radio',
      name: 'c-error',
      legend: 'Проблема решена?',
      options: verdicts,
      error: 'Выберите один ответ',
    },
  },
  {
    name: 'English',
    props: {
      type: 'radio',
      name: 'c-en',
      legend: 'Was the problem solved?',
      options: [
        { value: 'a', text: 'Yes, solved' },
        { value: 'b', text: 'No, not solved' },
      ],
    },
  },
];
