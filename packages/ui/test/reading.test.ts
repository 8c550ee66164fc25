import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import {
  CaseCard,
  DataTable,
  Deadline,
  FilterLinks,
  Pagination,
  StatusTag,
  SummaryList,
  TabLinks,
  Timeline,
} from '../src/index.ts';
import type { StateName } from '../src/index.ts';

test('a table names itself, its columns and its rows', () => {
  const { body } = render(DataTable, {
    props: {
      caption: 'Ответы',
      columns: [
        { key: 'clinic', text: 'Клиника' },
        { key: 'count', text: 'Сколько', numeric: true, sort_href: '?s', sorted: 'ascending' },
      ],
      rows: [{ clinic: { text: 'П107', href: '/x' }, count: 0 }],
    },
  });
  expect(body).toContain('Ответы</caption>');
  expect(body.match(/scope="col"/g)).toHaveLength(2);
  expect(body).toMatch(/<th scope="row"[^>]*>.*href="\/x"/s);
  expect(body).toContain('aria-sort="ascending"');
  expect(body).toMatch(/<td class="[^"]*numeric[^"]*">(<!--.*?-->)*0</);
  expect(body).toContain('tabindex="0"');
});

test('a state is a word beside its mark; an unlisted state is unknown, not empty', () => {
  expect(render(StatusTag, { props: { state: 'overdue' } }).body).toContain('Ответ просрочен');
  const { body } = render(StatusTag, { props: { state: 'from-the-future' as StateName } });
  expect(body).toContain('Нет данных');
  expect(body).toContain('aria-hidden="true"');
});

test('a timeline says in words what is done and what is late', () => {
  const { body } = render(Timeline, {
    props: {
      label: 'Ход',
      steps: [
        { title: 'Отправлено', state: 'done' },
        { title: 'Ответ', state: 'late', who: 'Поликлиника', until: 'опаздывает' },
        { title: 'Оценка', state: 'ahead' },
      ],
    },
  });
  expect(body).toContain(', сделано');
  expect(body).toContain(', опаздывает');
  expect(body.match(/aria-current="step"/g)).toHaveLength(1);
});

test('a deadline shows its derivation only where there is one', () => {
  expect(render(Deadline, { props: { sentence: 'x', derivation: ['8 дней'] } }).body).toContain(
    '<details>',
  );
  expect(render(Deadline, { props: { sentence: 'x' } }).body).not.toContain('<details>');
});

test('a link to change an answer says which', () => {
  const { body } = render(SummaryList, {
    props: { rows: [{ key: 'Клиника', value: [], change_href: '#c' }] },
  });
  expect(body).toMatch(/Изменить<span class="visually-hidden">: Клиника/);
  expect(body).toContain('Не указано');
});

test('where one stands is told to screen readers', () => {
  const items = [
    { href: '#a', text: 'А', current: true },
    { href: '#b', text: 'Б', count: 0 },
  ];
  expect(
    render(FilterLinks, { props: { label: 'Л', items } }).body.match(/aria-current="true"/g),
  ).toHaveLength(1);
  const tabs = render(TabLinks, { props: { label: 'Л', items } }).body;
  expect(tabs.match(/aria-current="page"/g)).toHaveLength(1);
  expect(tabs).toMatch(/class="count[^"]*">0</);
  expect(render(Pagination, { props: { previous: '?p', page: 2 } }).body).toContain('rel="prev"');
});

test('a card has one link and the heading level of its page', () => {
  const { body } = render(CaseCard, {
    props: { href: '/c/1', number: '1', topic: 'Тема', state: 'answered', level: 2 },
  });
  expect(body.match(/<a /g)).toHaveLength(1);
  expect(body).toMatch(/<h2[^>]*>.*href="\/c\/1"/s);
});
