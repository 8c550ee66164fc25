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
];
