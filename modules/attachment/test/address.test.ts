import { expect, test } from 'vitest';
import { houseOf, splitAddress, streetOf } from '../src/model/address.ts';
import { admissionOf, isOpen, type AdmissionFacts } from '../src/model/admission.ts';
import { housesOf, strengthOf } from '../src/model/houses.ts';
import { ruleOn } from '../src/model/rules.ts';

test.each([
  ['1-я Тверская-Ямская ул.', 'улица Тверская-Ямская, 1-я'],
  ['Б. Якиманка ул.', 'Большая Якиманка улица'],
  ['ул. Академика Королёва', 'АКАД. КОРОЛЕВА УЛ'],
  ['Малая Набережная улица', 'ул. М. Набережная'],
  ['пр-т Мира', 'проспект Мира'],
  ['Ленинский пр-кт', 'Ленинский просп.'],
  ['ш. Энтузиастов', 'Энтузиастов шоссе'],
  ['ул. им. Гагарина', 'улица Гагарина'],
])('«%s» and «%s» are one street', (a, b) => {
  expect(streetOf(a)).toEqual(streetOf(b));
});

test('another kind or another number is another street; a kind alone is a name', () => {
  expect(streetOf('Ленинский проспект').kind).not.toBe(streetOf('Ленинский проезд').kind);
  expect(streetOf('1-я Парковая')).not.toEqual(streetOf('2-я Парковая'));
  expect(streetOf('Большая Якиманка')).not.toEqual(streetOf('Малая Якиманка'));
  expect(streetOf('Азовская')).toEqual({ words: ['азовская'], kind: null });
  expect(streetOf('Линия')).toEqual({ words: ['линия'], kind: null });
});

test.each([
  ['12', 12, ''],
  ['д. 12, корп. 3 стр. 1', 12, 'к3с1'],
  ['12 K3 C1', 12, 'к3с1'],
  ['дом 21А', 21, 'а'],
  ['11/25', 11, '/25'],
  ['вл. 7 с1', 7, 'с1'],
  ['д 8', 8, ''],
])('house «%s»', (text, number, rest) => {
  expect(houseOf(text)).toEqual({ number, rest });
});

test('what is no house is none', () => {
  for (const text of ['', 'кв', '0', '12345', 'корпус', '12 ' + 'к'.repeat(20)])
    expect(houseOf(text)).toBeNull();
  expect(splitAddress('Хомутовский тупик, д. 7 с1')).toEqual({
    street: 'Хомутовский тупик',
    house: 'д. 7 с1',
  });
  expect(splitAddress('Бутырская улица')).toBeNull();
});

const house = (text: string) => houseOf(text)!;
const strengths = (cell: string, text: string): number[] =>
  housesOf(cell)!.map((rule) => strengthOf(rule, house(text)));

test('a cell of houses is read by its parts, and a part that means nothing refuses it', () => {
  expect(housesOf('1-15 нечет; 20, 22к1; чет; 21-')).toEqual([
    { from: 1, to: 15, side: 'odd' },
    { number: 20, rest: '' },
    { number: 22, rest: 'к1' },
    { from: 1, to: null, side: 'even' },
    { from: 21, to: null, side: 'both' },
  ]);
  for (const whole of ['', 'все', 'all'])
    expect(housesOf(whole)).toEqual([{ from: 1, to: null, side: 'both' }]);
  for (const cell of ['15-1', '1-15 левые', 'дома', '1,,2', '0-5', '1; '])
    expect(housesOf(cell), cell).toBeNull();
  expect(housesOf(Array.from({ length: 501 }, () => '1').join(','))).toBeNull();
});

test('the surest rule of a house wins: the building, its number, the narrowest run, the street', () => {
  const order = ['17к2', '17', '15-19 нечет', '15-19', '1-30', '10-', ''];
  const of = order.map((cell) => strengths(cell, '17 корп 2')[0]!);
  expect(of).toEqual([...of].sort((a, b) => b - a));
  expect(new Set(of).size).toBe(order.length);
  expect(Math.min(...of)).toBeGreaterThan(1);
});

test('a side, an end and another number are outside; another building is hardly a match', () => {
  expect(strengths('1-15 нечет, чет, 18-, 16', '17')).toEqual([0, 0, 0, 0]);
  expect(strengths('1-15 чет', '15')).toEqual([0]);
  expect(strengths('1-15', '15')[0]).toBeGreaterThan(1);
  expect(strengths('17к1', '17к2')).toEqual([0.5]);
  expect(strengths('17к1', '17')).toEqual([0.5]);
});

const facts = (more: Partial<AdmissionFacts>): AdmissionFacts => ({
  told_on: '2026-11-01',
  places: null,
  takes_unattached: null,
  referral_only: false,
  url: null,
  ...more,
});
const asked = { today: '2026-11-20', isMine: false };
const stateOf = (more: Partial<AdmissionFacts>, today = asked.today) =>
  admissionOf(facts(more), { today, isMine: false }).state;

test('what nobody said is unknown, and is not open', () => {
  expect(admissionOf(undefined, asked)).toMatchObject({ state: 'unknown', toldOn: null });
  expect(stateOf({})).toBe('unknown');
  expect(stateOf({ takes_unattached: false })).toBe('unknown');
  expect(isOpen({ state: 'unknown' })).toBe(false);
});

test('each word the region can say', () => {
  expect(stateOf({ places: 3 })).toBe('may-attach');
  expect(stateOf({ places: 0 })).toBe('no-places');
  expect(stateOf({ places: 0, takes_unattached: true })).toBe('takes-unattached');
  expect(stateOf({ places: 3, takes_unattached: true, referral_only: true })).toBe('referral-only');
  expect(admissionOf(facts({ places: 0 }), { ...asked, isMine: true }).state).toBe('attached');
  expect(
    ['attached', 'takes-unattached', 'may-attach', 'no-places', 'referral-only'].map((state) =>
      isOpen({ state: state as 'attached' }),
    ),
  ).toEqual([true, true, true, false, false]);
});

test('a number of places that is older than 31 days is not believed', () => {
  expect(stateOf({ places: 3 }, '2026-12-02')).toBe('may-attach');
  expect(admissionOf(facts({ places: 3 }), { today: '2026-12-03', isMine: false })).toMatchObject({
    state: 'unknown',
    places: null,
    isOld: true,
    toldOn: '2026-11-01',
  });
  expect(stateOf({ takes_unattached: true, places: 3 }, '2027-06-01')).toBe('takes-unattached');
});

test('the rule of changing is dated and of a country', () => {
  expect(ruleOn('RU', '2026-11-20')).toMatchObject({ changes_a_year: 1, free_after_moving: true });
  expect(ruleOn('RU', '2011-12-31')).toBeNull();
  expect(ruleOn('BR', '2026-11-20')).toBeNull();
});
