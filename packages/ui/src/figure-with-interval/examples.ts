import type { Example } from '../gallery-types.ts';
import type { Props } from './figure-with-interval.svelte';

const label = 'Насколько понятно врач объяснил лечение?';
const derivation = [
  'Ответивших: 214.',
  'Целые месяцы: с 1 июля 2025 г. по 30 июня 2026 г.',
  'Анкета: Визит, версия 1.0.0.',
  'Метод: linear, версия 1.',
];

export const examples: Example<Props>[] = [
  {
    name: 'shown',
    props: {
      label,
      text: 'в среднем 62 из 100',
      range: 'от 58 до 66',
      drawn: { value: 62, low: 58, high: 66, beside: 74 },
      beside: 'в среднем по региону 74',
      derivation,
    },
  },
  { name: 'few', props: { label, state: 'few', text: 'Ответов на этот вопрос слишком мало.' } },
  {
    name: 'hidden',
    props: {
      label,
      state: 'hidden',
      text: 'Скрыто, чтобы по разности не узнать одного человека.',
    },
  },
  {
    name: 'unknown',
    props: { label, state: 'unknown', text: 'Никто не ответил: это не ноль.' },
  },
  { name: 'check', props: { label, state: 'check', text: 'Проверяется.' } },
  { name: 'disputed', props: { label, state: 'disputed', text: 'Оспаривается.' } },
  {
    name: 'English',
    props: {
      label: 'How clearly did the doctor explain the treatment?',
      text: '62 of 100 on average',
      range: '58 to 66',
      drawn: { value: 62, low: 58, high: 66 },
    },
  },
];
