import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import {
  Button,
  ChoiceGroup,
  ErrorSummary,
  Field,
  FileInput,
  Select,
  TextArea,
} from '../src/index.ts';
import { words } from '../src/gallery-types.ts';

const html = (text: string): string => text.replaceAll(/<!--.*?-->/g, '').replaceAll(/\s+/g, ' ');

test('a field ties label, hint and error to its control', () => {
  const { body } = render(Field, {
    props: {
      name: 'email',
      type: 'email',
      label: 'Почта',
      hint: 'Для ответа',
      error: 'Введите адрес',
      value: 'а"б',
    },
  });
  expect(body).toContain('<label for="email"');
  expect(body).toContain('aria-describedby="email-hint email-error"');
  expect(body).toContain('aria-invalid="true"');
  expect(body).toContain('type="email"');
  expect(body).toContain('value="а&quot;б"');
});

test('a field without hint or error describes nothing', () => {
  const { body } = render(Field, { props: { name: 'n', label: 'Имя', optional: true } });
  expect(body).not.toContain('aria-describedby');
  expect(body).not.toContain('aria-invalid');
  expect(body).toContain('(необязательно)');
});

test('a text area keeps what was typed and never cuts it', () => {
  const { body } = render(TextArea, {
    props: { name: 't', label: 'Рассказ', limit: 4000, value: '</textarea><b>' },
  });
  expect(body).toContain('&lt;/textarea>');
  expect(body).not.toContain('maxlength');
  expect(body).toContain('aria-describedby="t-count"');
  expect(body).toContain('Не больше 4000 знаков');
});

test('a select chooses by value and groups', () => {
  const { body } = render(Select, {
    props: {
      name: 's',
      label: 'Округ',
      value: 'b',
      placeholder: 'Выберите',
      options: [
        { value: 'a', text: 'А', group: 'Москва' },
        { value: 'b', text: 'Б' },
      ],
    },
  });
  expect(html(body)).toMatch(/<optgroup label="Москва">/);
  expect(body.match(/selected/g)).toHaveLength(1);
  expect(body).toMatch(/value="b" selected/);
});

test('choices form one group whose first control carries the id of the question', () => {
  const { body } = render(ChoiceGroup, {
    props: {
      type: 'radio',
      name: 'verdict',
      legend: 'Решено?',
      error: 'Выберите ответ',
      values: ['no'],
      options: [
        { value: 'yes', text: 'Да' },
        { value: 'no', text: 'Нет', hint: 'Проверим' },
      ],
    },
  });
  expect(body).toContain('<fieldset aria-describedby="verdict-error"');
  expect(body).toContain('id="verdict"');
  expect(body).toContain('for="verdict-2"');
  expect(body).toContain('aria-describedby="verdict-2-hint"');
  expect(body.match(/checked/g)).toHaveLength(1);
});

test('files are chosen by type and may be several', () => {
  const { body } = render(FileInput, { props: { name: 'f', label: 'Снимки', multiple: true } });
  expect(body).toContain('type="file"');
  expect(body).toContain('multiple');
  expect(body).toContain('image/webp');
});

test('the error summary takes focus and leads to each control', () => {
  const { body } = render(ErrorSummary, {
    props: { errors: [{ href: '#email', text: 'Введите адрес' }] },
  });
  expect(body).toContain('role="alert"');
  expect(body).toContain('tabindex="-1"');
  expect(body).toContain('autofocus');
  expect(body).toContain('<a href="#email"');
  expect(html(render(ErrorSummary, { props: { errors: [] } }).body).trim()).toBe('');
});

test('a button sends the form unless told otherwise', () => {
  expect(render(Button, { props: { children: words('Ок') } }).body).toContain('type="submit"');
  const { body } = render(Button, {
    props: { type: 'button', name: 'a', value: '1', children: words('<i>') },
  });
  expect(body).toContain('type="button"');
  expect(body).toContain('name="a" value="1"');
  expect(body).toContain('&lt;i&gt;');
});
