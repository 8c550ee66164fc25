import { expect, test } from 'vitest';
import { isAppError } from '@otklik/kernel';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';

const installation = useInstallation();
const find = (q: string, rest: object = {}) =>
  installation.it.faces.registry.findClinics(visitor(), { q, limit: 20, ...rest });

/** What a person types and the clinic that must come first; real clinics of the shipped file. */
const FIRST_HITS: readonly (readonly [string, string])[] = [
  // by number
  ['68', 'msk-a-068-x'],
  ['№ 191', 'msk-a-191'],
  ['№191', 'msk-a-191'],
  ['поликлиника 191', 'msk-a-191'],
  ['поликлиника №191', 'msk-a-191'],
  ['Поликлиника191', 'msk-a-191'],
  ['191-я поликлиника', 'msk-a-191'],
  ['номер 210', 'msk-a-210'],
  ['N 210', 'msk-a-210'],
  ['No210', 'msk-a-210'],
  ['0210', 'msk-a-210'],
  ['гп 61', 'msk-a-061'],
  ['детская 38', 'msk-c-038'],
  ['детская 12', 'msk-c-120'],
  ['дп 111', 'msk-c-111'],
  ['ДГП №32', 'msk-c-032'],
  ['62 филиал 4', 'msk-a-062-b4-y'],
  ['поликлиника № 62, филиал № 4', 'msk-a-062-b4-x'],
  ['филиал 6 212', 'msk-a-212-b6'],
  ['детская 118 филиал 1', 'msk-c-118-b1'],
  // word forms
  ['поликлиники 36', 'msk-a-036'],
  ['поликлиникой 36', 'msk-a-036'],
  ['в детской поликлинике 36', 'msk-c-036'],
  ['детские поликлиники в Ясенево', 'msk-c-111'],
  ['дети Солнцево', 'msk-c-124'],
  ['зубная детям', 'msk-c-030'],
  ['женская консультация Тушино', 'msk-a-139'],
  ['женской консультации в Ярославском', 'msk-a-215-x'],
  // places
  ['Арбат', 'msk-a-068-x'],
  ['район Новокосино', 'msk-a-066'],
  ['Хамовники 68', 'msk-a-068-z'],
  ['Бирюлево западное', 'msk-a-052-b2'],
  ['ЗелАО взрослая', 'msk-a-004-x'],
  ['7-я Парковая', 'msk-a-191'],
  ['7 парковая', 'msk-a-191'],
  ['на Ленской улице', 'msk-a-107-b3-y'],
  ['Руднёвка', 'msk-a-066-b1'],
  ['рудневка', 'msk-a-066-b1'],
  ['Солнцевский проспект 8', 'msk-a-194'],
  ['Семашко', 'msk-a-002-y'],
  ['им. Семашко', 'msk-a-002-y'],
  // typing errors
  ['паликлиника 191', 'msk-a-191'],
  ['пиликлинека 191', 'msk-a-191'],
  ['поликлинка 191', 'msk-a-191'],
  ['полклиинка 191', 'msk-a-191'],
  ['хамовнеки', 'msk-c-038-b1'],
  ['хамвоники', 'msk-c-038-b1'],
  ['арабт', 'msk-a-068-x'],
  ['новокасино', 'msk-a-066'],
  ['детсткая 38', 'msk-c-038'],
  ['симашко', 'msk-a-002-y'],
  ['куркено', 'msk-c-094-b5'],
  // the other keyboard, the other alphabet
  ['gjkbrkbybrf 191', 'msk-a-191'],
  ['ltncrfz 38', 'msk-c-038'],
  ['[fvjdybrb', 'msk-c-038-b1'],
  ['fh,fn', 'msk-a-068-x'],
  ['zctytdj', 'msk-c-111'],
  ['пoликлиникa 191', 'msk-a-191'],
  ['Khamovniki', 'msk-c-038-b1'],
  ['polyclinic 191', 'msk-a-191'],
  ["children's polyclinic 38", 'msk-c-038'],
  ['Parkovaya', 'msk-a-191'],
  // a beginning
  ['хамов', 'msk-c-038-b1'],
  ['семаш', 'msk-a-002-y'],
];

test.each(FIRST_HITS)('«%s» finds %s first', async (q, code) => {
  const found = await find(q);
  expect(found.clinics[0]?.code).toBe(code);
  expect(found.match).toBe('exact');
});

test('an exact number stands before numbers that begin with it, and before house numbers', async () => {
  const found = await find('8');
  expect(found.clinics[0]?.code).toBe('msk-a-008');
  expect(found.clinics.slice(1).map((clinic) => clinic.code)).toContain('msk-a-191');
});

test('what matches in part says so; what matches nothing is empty', async () => {
  const part = await find('поликлиника 191 Хамовники');
  expect(part.match).toBe('part');
  expect(part.total_count).toBeGreaterThan(0);
  expect(await find('ззщщшшф')).toMatchObject({ clinics: [], total_count: 0 });
  expect(await find('125')).toMatchObject({ total_count: 0 });
  expect(await find('!!! —')).toMatchObject({ total_count: 0 });
});

test('filters narrow, and without a question everything is listed', async () => {
  const all = await find('');
  expect(all.total_count).toBe(110);
  expect((await find('', { audience: 'child' })).total_count).toBe(40);
  expect((await find('', { okrug: 'cao' })).total_count).toBe(21);
  const child = await find('хамовники', { audience: 'child' });
  expect(child.clinics.map((clinic) => clinic.audience)).not.toContain('adult');
  expect((await find('', { district: '45286552' })).clinics[0]?.code).toBe('msk-a-068-x');
});

test.each(['', 'поликлиника', 'детская 1', 'цао'])(
  'pages of «%s» follow each other without gap or double, forwards and back',
  async (q) => {
    const whole = (await find(q, { limit: 100 })).clinics.map((clinic) => clinic.code);
    const pages: string[][] = [];
    let page = await find(q, { limit: 7 });
    const first = page;
    pages.push(page.clinics.map((clinic) => clinic.code));
    while (page.next) {
      page = await find(q, { limit: 7, cursor: page.next });
      pages.push(page.clinics.map((clinic) => clinic.code));
    }
    const walked = pages.flat();
    expect(walked.slice(0, 100)).toEqual(whole);
    expect(walked).toHaveLength(first.total_count);
    expect(new Set(walked).size).toBe(walked.length);
    for (let at = pages.length - 2; at >= 0; at -= 1) {
      page = await find(q, { limit: 7, before: page.previous! });
      expect(page.clinics.map((clinic) => clinic.code)).toEqual(pages[at]);
    }
    expect(page.previous).toBeNull();
    expect(first.previous).toBeNull();
  },
);

test.each(['%', '_', '.*', '(((', "'; drop table clinics; --", '\\', 'a'.repeat(200), '🙂 ы', '№'])(
  '«%s» is text, never a pattern',
  async (q) => {
    const found = await find(q);
    expect(found.total_count).toBeLessThan(110);
  },
);

test('a cursor that we did not make is refused', async () => {
  for (const cursor of ['zzz', Buffer.from('1 a; select').toString('base64url'), '💥']) {
    const refusal = await find('', { cursor }).catch((error: unknown) => error);
    expect(isAppError(refusal) && refusal.code).toBe('invalid-input');
  }
});
