import { newId, type Actor } from '@otklik/kernel';
import { proven, staff, type TestInstallation } from '../../../tests/support/installation.ts';

/** Three questions of which one is conditional, in two languages. */
export const shortForm = (name: string, more: Record<string, unknown> = {}) => ({
  resourceType: 'Questionnaire',
  id: name,
  language: 'ru',
  url: `https://example.org/Questionnaire/${name}`,
  version: '1.0.0',
  title: 'Короткая анкета',
  status: 'draft',
  item: [
    {
      linkId: 'how',
      code: [{ system: 'urn:test', code: 'how' }],
      text: 'Как прошёл визит?',
      type: 'choice',
      required: true,
      answerOption: [
        { valueCoding: { system: 'urn:test:how', code: 'good', display: 'Хорошо' } },
        { valueCoding: { system: 'urn:test:how', code: 'bad', display: 'Плохо' } },
      ],
    },
    {
      linkId: 'why',
      code: [{ system: 'urn:test', code: 'why' }],
      text: 'Что было не так?',
      type: 'text',
      maxLength: 500,
      enableWhen: [
        {
          question: 'how',
          operator: '=',
          answerCoding: { system: 'urn:test:how', code: 'bad' },
        },
      ],
    },
  ],
  ...more,
});

export const coordinator = (): Actor =>
  proven(staff(newId(), { role: 'coordinator', reach: { kind: 'region' } }));

/** Puts the short form into a test's region: as a draft, or published by a second person. */
export async function importTestForm(
  house: TestInstallation,
  name: string,
  published: boolean,
): Promise<{ readonly form: string; readonly version: string }> {
  const { surveyForms } = house.faces;
  const resource = JSON.stringify(shortForm(name));
  const { form, version } = await surveyForms.importForm(coordinator(), { resource });
  if (published) await surveyForms.publishVersion(coordinator(), { form, version, revision: 1 });
  return { form, version };
}
