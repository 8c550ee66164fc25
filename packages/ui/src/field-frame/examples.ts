import { createRawSnippet } from 'svelte';
import type { Example } from '../gallery-types.ts';
import type { Props } from './field-frame.svelte';

const control = (id: string): Props['children'] =>
  createRawSnippet<[string | undefined]>((described) => ({
    render: () => `<input id="${id}" aria-describedby="${described() ?? ''}" />`,
  }));

export const examples: Example<Props>[] = [
  {
    name: 'frame around a control of one’s own',
    props: {
      id: 'frame-own',
      label: 'Название',
      hint: 'Как на вывеске',
      children: control('frame-own'),
    },
  },
  {
    name: 'error',
    props: {
      id: 'frame-error',
      label: 'Название',
      error: 'Напишите название',
      children: control('frame-error'),
    },
  },
  {
    name: 'long words',
    props: {
      id: 'frame-long',
      label: 'Наименование структурного подразделения оториноларингологического отделения',
      hint: 'Рентгенэлектрокардиографический кабинет пишите полностью',
      optional: true,
      children: control('frame-long'),
    },
  },
  {
    name: 'English',
    props: { id: 'frame-en', label: 'Name', hint: 'As on the door', children: control('frame-en') },
  },
];
