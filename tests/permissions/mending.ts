import type { Sample } from './samples.ts';
import type { World } from './world.ts';

const onReturned = (rest: (world: World) => Record<string, unknown> = () => ({})): Sample[] => [
  {
    about: 'returned',
    input: (world) => ({ number: world.cases['returned']!.number, ...rest(world) }),
  },
];

/** Questions to the verbs about a message that was sent back, and about dates that a calendar brings. */
export const MENDING: Record<string, readonly Sample[]> = {
  'complaints.resubmit-complaint': onReturned(() => ({
    story: 'Пришла к девяти, приняли в половине двенадцатого.',
  })),
  'complaints.preview-mended': onReturned(),
  'complaints.add-own-photo': onReturned(({ photo }) => ({ photo })),
  'complaints.cover-own-photo': onReturned(({ photos }) => ({
    photoId: photos.returned,
    areas: [{ left: 0, top: 0, width: 1, height: 0.1 }],
  })),
  'complaints.remove-own-photo': onReturned(({ photos }) => ({ photoId: photos.returned })),
  'complaints.file-lone-appeal': [
    {
      input: (w) => ({
        clinic: w.clinic.code,
        text: 'Прошу сообщить, когда закончится очередь у кабинета и кто отвечает.',
        surname: 'Иванова',
        address: 'Москва, улица Лесная, дом 1',
      }),
    },
  ],
  'complaints.get-appeal': [
    {
      input: (w) => ({ number: w.cases['appeal']!.number }),
      shows: ({ audience }: { audience: string }) => `as ${audience}`,
    },
  ],
  'complaints.list-my-appeals': [
    { input: () => ({}), shows: (output: unknown[]) => (output.length > 0 ? 'own' : 'none') },
  ],
  'complaints.erase-appeal': [
    { input: (w) => ({ subjectId: w.cases['appeal']!.id, ground: 'own-wish' }) },
  ],
  'complaints.recount-appeal': [
    { about: 'in-work', input: (w) => ({ number: w.cases['in-work']!.number }) },
  ],
};
