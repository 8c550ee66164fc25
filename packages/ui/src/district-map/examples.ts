import type { Example } from '../gallery-types.ts';
import type { Props } from './district-map.svelte';

const shapes = [
  { id: 'west', path: 'M10 10h120l20 90-60 60-80-20z', name: 'Хамовники', href: '#west' },
  { id: 'east', path: 'M130 10h140v140h-180l60-50z', name: 'Якиманка', href: '#east' },
];
const plain = shapes.map(({ id, path }) => ({ id, path }));

export const examples: Example<Props>[] = [
  {
    name: 'clinics and a cluster',
    props: {
      label: 'Поликлиники на карте',
      width: 280,
      height: 170,
      shapes,
      points: [
        { x: 70, y: 70, name: 'Городская поликлиника № 68', href: '#68' },
        { x: 200, y: 90, name: '12 поликлиник, Якиманка', href: '#12', count: 12 },
      ],
    },
  },
  {
    name: 'where one clinic is',
    props: {
      label: 'Городская поликлиника № 68 на карте города',
      width: 280,
      height: 170,
      shapes: plain.map((shape) => ({ ...shape, is_selected: shape.id === 'west' })),
      points: [{ x: 70, y: 70, name: 'Городская поликлиника № 68', is_selected: true }],
    },
  },
  {
    name: 'long words',
    props: {
      label: 'Рентгенэлектрокардиографические кабинеты и оториноларингологические отделения',
      width: 280,
      height: 170,
      shapes: plain,
      // The number that is drawn stands in the name: whoever speaks to the machine says what is seen.
      points: [
        {
          x: 200,
          y: 90,
          name: '12 оториноларингологических отделений, Северное Измайлово',
          href: '#12-long',
          count: 12,
        },
      ],
    },
  },
  {
    name: 'empty',
    props: { label: 'Здесь клиник нет', width: 280, height: 170, shapes: plain, points: [] },
  },
  {
    name: 'English',
    props: {
      label: 'City Polyclinic No. 68 on the map of the city',
      width: 280,
      height: 170,
      shapes: plain,
      points: [{ x: 70, y: 70, name: 'City Polyclinic No. 68', is_selected: true }],
    },
  },
];
