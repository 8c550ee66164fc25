type Typed = Readonly<Record<string, string>>;

/** How many emergency numbers the form has rows for. */
export const NUMBER_ROWS = 8;
const NUMBER_PARTS = ['number', 'ru', 'en'] as const;
export const numberField = (part: (typeof NUMBER_PARTS)[number], row: number): string =>
  `emergency.${row}.${part}`;

const days = (value: string | undefined): number | string =>
  value && /^\d{1,4}$/.test(value.trim()) ? Number(value) : (value ?? '');

/** The lanes as the verb takes them; what is wrong in them the verb says by place. */
export const lanesFrom = (typed: Typed) => ({
  version: Number(typed['version'] ?? '0'),
  ...(typed['validFrom'] ? { validFrom: typed['validFrom'] } : {}),
  ...(typed['note'] ? { note: typed['note'] } : {}),
  duty_email: typed['duty_email']?.trim() || null,
  emergency: Array.from({ length: NUMBER_ROWS }, (_, row) => ({
    code: `line-${row + 1}`,
    number: (typed[numberField('number', row)] ?? '').trim(),
    ru: (typed[numberField('ru', row)] ?? '').trim(),
    en: (typed[numberField('en', row)] ?? '').trim(),
  })).filter(({ number, ru, en }) => number || ru || en),
  appeals: {
    open: typed['appeals_open'] === 'yes',
    url: typed['appeals_url']?.trim() || null,
    body: typed['appeals_body'] || null,
    registration_days: days(typed['registration_days']),
    answer_days: days(typed['answer_days']),
    extension_days: days(typed['extension_days']),
    forwarding_days: days(typed['forwarding_days']),
    roll: typed['roll'] ?? 'previous',
  },
});

/** A body as the verb takes it. */
export const bodyFrom = (typed: Typed) => ({
  version: Number(typed['version'] ?? '0'),
  ...(typed['note'] ? { note: typed['note'] } : {}),
  code: (typed['code'] ?? '').trim(),
  name_ru: (typed['name_ru'] ?? '').trim(),
  name_en: (typed['name_en'] ?? '').trim(),
  url: typed['url']?.trim() || null,
  email: typed['email']?.trim() || null,
  organisation: typed['organisation']?.trim() || null,
  position: days(typed['position'] || '0'),
  closed: typed['closed'] === 'yes',
});
