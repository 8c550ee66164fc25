import type { Tx } from '@otklik/kernel';
import { seedSystemic as write, type SimulatedSystemic } from '@otklik/systemic';

const WHY = 'За три месяца несколько человек независимо друг от друга написали об одном и том же.';

/** One of each state, so that every page has something to show. Invented by hand. */
const ALL: readonly SimulatedSystemic[] = [
  {
    state: 'planned',
    opened_days: 18,
    why: WHY,
    plan: 'Причина в расписании: в часы пик работает одно окно. Открываем второе и меняем график смен.',
    step: 'Открыть второе окно регистратуры с восьми утра',
  },
  {
    state: 'open',
    opened_days: 6,
    why: WHY,
    plan: '',
    step: '',
  },
  {
    state: 'done',
    opened_days: 45,
    why: WHY,
    plan: 'Запись закрывалась раньше срока из-за ошибки в сетке. Сетку исправили, записываем на две недели вперёд.',
    step: 'Исправить сетку расписания и открыть запись на две недели',
  },
  {
    state: 'closed',
    opened_days: 150,
    why: 'Первый такой случай за год: после ремонта лифта жалоб на этаж почти не стало.',
    plan: 'Лифт стоял из-за износа двери. Дверь заменили, договор на обслуживание продлили.',
    step: 'Заменить дверь лифта и продлить договор обслуживания',
  },
  { state: 'proposed', opened_days: 3, why: WHY, plan: '', step: '' },
  { state: 'dismissed', opened_days: 12, why: WHY, plan: '', step: '' },
];

/** Invented systemic cases of the last months. */
export async function seedSystemic(tx: Tx): Promise<void> {
  await write(tx, ALL);
}
