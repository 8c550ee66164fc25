import { beforeAll, describe, expect, test } from 'vitest';
import { useInstallation } from '../../../tests/support/installation.ts';
import { administrator, CLINIC, inside, OTHER, visitor } from '../../access/test/house.ts';

const house = useInstallation();
const face = () => house.it.faces.attachment;
const table = (head: string, ...lines: string[]): string => [head, ...lines].join('\n');
const HOUSES = 'clinic;ages;town;street;houses';
const ADMISSIONS =
  'clinic;ages;places;takes_unattached;referral_only;url;told_on;valid_from;valid_to';
const putHouses = (lines: string[], more: { from?: string; check?: boolean } = {}) =>
  face().putCatchments(administrator, { table: table(HOUSES, ...lines), ...more });
const putWords = (lines: string[], more: { check?: boolean } = {}) =>
  face().putAdmissions(administrator, { table: table(ADMISSIONS, ...lines), ...more });
const find = (street: string, number: string, more: object = {}) =>
  face().findClinic(visitor, { street, house: number, ...more });
const codes = async (...asked: Parameters<typeof find>): Promise<string[]> =>
  (await find(...asked)).clinics.map(({ code }) => code).sort();
const rows = (name: 'catchments' | 'clinic_admissions') =>
  inside(house.it, (tx) => tx.db.selectFrom(name).selectAll().execute());
const admission = async (clinic = CLINIC, mine: { adult?: string } = {}) =>
  (await face().getAdmission(visitor, { clinic, mine })).admissions[0]!.admission;

describe('houses', () => {
  test('nothing given is told apart from nothing found', async () => {
    expect((await find('Азовская', '20')).outcome).toBe('no-data');
  });

  test('a file is looked at without being taken', async () => {
    const report = await putHouses([`${CLINIC};;;Азовская улица;1-19 нечет`], { check: true });
    expect(report).toMatchObject({ rows: 1, taken: 1, clinics: 1, faults: [], left: [] });
    expect(await rows('catchments')).toEqual([]);
  });

  test('a house is found by its surest rule, however its street is written', async () => {
    await putHouses([
      `${CLINIC};;;Азовская улица;1-99`,
      `${CLINIC};;;Большая Юшуньская ул.;17к1`,
      `${OTHER};;;Азовская ул;"20к2, 30-40 чет"`,
      `${OTHER};;;Большая Юшуньская улица;17к2`,
    ]);
    expect(await codes('ул. АЗОВСКАЯ', '21')).toEqual([CLINIC]);
    expect(await codes('Москва, Азовская улица', 'д. 20, корп. 2')).toEqual([OTHER]);
    expect(await codes('Азовская', '20')).toEqual([CLINIC]);
    expect(await codes('Азовская', '32')).toEqual([OTHER]);
    expect(await codes('Азовская', '31')).toEqual([CLINIC]);
    expect(await find('Азовская', '120')).toMatchObject({ outcome: 'unknown-house', clinics: [] });
    expect((await find('Азовский проезд', '1')).outcome).toBe('unknown-street');
    expect((await find('Азовская', 'без номера')).outcome).toBe('no-house');
    expect(await find('Б. Юшуньская', '17')).toMatchObject({
      outcome: 'which-building',
      buildings: ['17к1', '17к2'],
    });
    expect(await codes('Б. Юшуньская', '17 корпус 2')).toEqual([OTHER]);
  });

  test('streets that share a word are suggested; streets of one name in two towns are asked for', async () => {
    expect((await find('Юшуньская', '17к2')).streets.map(({ street }) => street)).toEqual([
      'Большая Юшуньская улица',
    ]);
    await putHouses([
      `${CLINIC};;Зеленоград;Лесная улица;`,
      `${OTHER};;Троицк;Лесная улица;`,
      `${OTHER};child;;Детский проезд;`,
    ]);
    expect(await find('Лесная', '1')).toMatchObject({
      outcome: 'which-street',
      streets: [
        { town: 'Зеленоград', street: 'Лесная улица' },
        { town: 'Троицк', street: 'Лесная улица' },
      ],
    });
    expect(await codes('Лесная', '1', { town: 'г. Троицк' })).toEqual([OTHER]);
    // A rule that names the house in one town is no surer of a house in another, nor of another kind of street.
    await putHouses([
      `${CLINIC};;Зеленоград;Лесная улица;`,
      `${CLINIC};;Троицк;Полевой проезд;`,
      `${OTHER};;Троицк;Лесная улица;5`,
      `${OTHER};;Троицк;Полевой переулок;5`,
      `${OTHER};child;;Детский проезд;`,
    ]);
    for (const street of ['Лесная', 'Полевой'])
      expect(await find(street, '5')).toMatchObject({ outcome: 'which-street', clinics: [] });
    expect((await find('Полевой', '5')).streets.map((one) => one.street)).toEqual(
      ['Полевой проезд', 'Полевой переулок'].toSorted(),
    );
    expect(await codes('Полевой пер.', '5')).toEqual([OTHER]);
    expect((await find('Детский проезд', '1')).outcome).toBe('unknown-street');
    expect(await codes('Детский проезд', '1', { ages: 'child' })).toEqual([OTHER]);
  });

  test('a set takes the place of what was known of its clinic, from a day on, and of no other', async () => {
    await putHouses([`${CLINIC};adult;;Старая улица;`, `${OTHER};adult;;Вечная улица;`], {
      from: '2026-01-01',
    });
    expect(await codes('Старая', '1')).toEqual([CLINIC]);
    // It begins only tomorrow: today the set of before holds.
    await putHouses([`${CLINIC};adult;;Новая улица;`], { from: '2999-01-01' });
    expect(await codes('Старая', '1')).toEqual([CLINIC]);
    expect((await find('Новая', '1')).outcome).toBe('unknown-street');
    await putHouses([`${CLINIC};adult;;Новая улица;`]);
    expect(await codes('Новая', '1')).toEqual([CLINIC]);
    expect((await find('Старая', '1')).outcome).toBe('unknown-street');
    expect(await codes('Вечная', '1')).toEqual([OTHER]);
    const kept = await rows('catchments');
    expect(
      kept.filter(({ street, valid_to }) => street === 'Старая улица' && valid_to),
    ).toHaveLength(1);
    expect(kept.filter(({ valid_from }) => valid_from === '2999-01-01')).toEqual([]);
  });

  test('a wrong line keeps its clinic as it was; a line nobody can read keeps all', async () => {
    const report = await putHouses([
      `${CLINIC};adult;;Другая улица;1-9`,
      `${CLINIC};adult;;Другая улица;левые`,
      `${OTHER};adult;;Иная улица;`,
      'nowhere-1;adult;;Третья улица;',
    ]);
    expect(report).toMatchObject({ rows: 4, taken: 1, clinics: 1, left: [CLINIC] });
    expect(report.faults).toEqual([
      { line: 3, code: 'invalid', fields: ['houses'] },
      { line: 5, code: 'unknown-place', fields: ['clinic'] },
    ]);
    expect(await codes('Новая', '1')).toEqual([CLINIC]);
    expect((await find('Другая', '1')).outcome).toBe('unknown-street');
    expect(await codes('Иная', '1')).toEqual([OTHER]);
    const broken = await putHouses([`${OTHER};adult;;Последняя улица;`, `${OTHER};adult`]);
    expect(broken).toMatchObject({ taken: 0, left: [OTHER] });
    expect((await find('Последняя', '1')).outcome).toBe('unknown-street');
  });
});

describe('to whom a clinic is open', () => {
  beforeAll(async () => {
    await putWords([`${OTHER};adult;;да;;;2026-01-01;2026-01-01;2026-01-31`]);
  });

  test('a row holds by its days, the one that began last, and an ended one leaves nothing', async () => {
    expect((await admission()).state).toBe('unknown');
    expect((await admission(OTHER)).state).toBe('unknown');
    await putWords([`${CLINIC};;5;;;https://attach.example/one;;;`]);
    expect(await admission()).toMatchObject({
      state: 'may-attach',
      places: 5,
      url: 'https://attach.example/one',
    });
    await putWords([`${CLINIC};;0;;;;;;`]);
    expect(await admission()).toMatchObject({ state: 'no-places', places: 0, url: null });
    await putWords([`${CLINIC};;;да;;;2999-01-01;;`]);
    expect((await admission()).state).toBe('no-places');
    expect((await admission(CLINIC, { adult: CLINIC })).state).toBe('attached');
    expect((await admission(CLINIC, { adult: OTHER })).state).toBe('no-places');
  });

  test('bad lines stay out by name, and the rest goes in', async () => {
    const report = await putWords([
      `${OTHER};adult;-1;;;;;;`,
      `${OTHER};adult;много;;;;;;`,
      `${OTHER};adult;1;может;;;;;`,
      `${OTHER};adult;1;;;javascript:alert(1);;;`,
      `${OTHER};adult;1;;;;2026-02-30;;`,
      `${OTHER};adult;1;;;;;2026-02-02;2026-02-01`,
      'nowhere-1;adult;1;;;;;;',
      `${OTHER};adult;2;;;;;;`,
    ]);
    expect(report).toMatchObject({ rows: 8, taken: 1, clinics: 1 });
    expect(report.faults.map(({ line, code, fields }) => [line, code, ...fields])).toEqual([
      [2, 'invalid', 'places'],
      [3, 'invalid', 'places'],
      [4, 'invalid', 'takes_unattached'],
      [5, 'invalid', 'url'],
      [6, 'invalid', 'told_on'],
      [7, 'invalid', 'valid_to'],
      [8, 'unknown-place', 'clinic'],
    ]);
    expect(await admission(OTHER)).toMatchObject({ state: 'may-attach', places: 2 });
  });

  test('a file that is looked at, or is none, changes nothing', async () => {
    await putWords([`${OTHER};adult;9;;;;;;`], { check: true });
    expect((await admission(OTHER)).places).toBe(2);
    await expect(
      face().putAdmissions(administrator, { table: 'klinik;plätze\nx;1' }),
    ).rejects.toMatchObject({ code: 'invalid-input', data: { reason: 'columns-missing' } });
    await expect(face().putAdmissions(visitor, { table: ADMISSIONS })).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });

  test('the list of waits says it, and shows open clinics alone when asked', async () => {
    const { access } = house.it.faces;
    const all = await access.listWaits(visitor, {
      specialty: 'therapist',
      mine: { adult: CLINIC },
    });
    const stateOf = (code: string) => all.lines.find((line) => line.code === code)?.admission.state;
    expect(all.areAdmissionsKnown).toBe(true);
    expect([stateOf(CLINIC), stateOf(OTHER)]).toEqual(['attached', 'may-attach']);
    expect(all.lines.length).toBeGreaterThan(2);
    const open = await access.listWaits(visitor, { specialty: 'therapist', open: true });
    expect(open.lines.map(({ code }) => code)).toEqual([OTHER]);
    const child = await access.listWaits(visitor, { specialty: 'paediatrician' });
    expect(child.ages).toBe('child');
    expect(all.ages).toBe('adult');
  });

  test('what is known is summed up for those who keep it', async () => {
    const { known } = await face().sumUp(administrator, {});
    expect(known.map(({ ages, told, housed }) => [ages, told, housed])).toEqual([
      ['adult', 2, 2],
      ['child', 0, 0],
    ]);
  });
});
