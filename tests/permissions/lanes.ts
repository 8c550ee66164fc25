import type { Sample } from './samples.ts';

const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

/** Questions to the verbs about danger, appeals, bodies and terms of a region. */
export const LANES: Record<string, readonly Sample[]> = {
  'cases.list-bodies': ask(),
  'cases.save-body': ask(() => ({
    code: 'new-body',
    name_ru: 'Новый орган',
    name_en: 'A new body',
    url: null,
    organisation: null,
    position: 9,
    version: 0,
  })),
  'complaints.list-lanes': ask(),
  'complaints.save-lanes': ask(() => ({
    emergency: [{ code: '112', number: '112', ru: 'экстренные службы', en: 'emergency' }],
    duty_email: null,
    appeals: {
      open: false,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous',
    },
    version: 2,
  })),
  'complaints.list-representation-rules': ask(),
  'complaints.import-representation-rules': ask(() => ({ rules: [] })),
  'complaints.save-representation-rule': ask(() => ({
    code: 'parent-of-a-child',
    validFrom: '2030-01-01',
    relation: 'parent',
    subject: 'child',
    ageFrom: 0,
    ageBelow: 14,
    needsPaper: false,
    needsConsent: false,
    noteRu: 'До 14 лет.',
    noteEn: 'Below 14.',
    source: null,
    verified: false,
  })),
  'complaints.tell-duty': [
    { about: 'in-work', input: (w) => ({ number: w.cases['in-work']!.number }) },
  ],
  'named-staff.list-terms': ask(),
  'named-staff.save-term': ask(() => ({ days: 3 })),
};
