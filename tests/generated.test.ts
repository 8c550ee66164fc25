import { expect, test } from 'vitest';
import { commandsPage } from '../tools/generate/commands.ts';
import { errorsPage } from '../tools/generate/errors.ts';
import { schemaText } from '../tools/generate/schema.ts';
import { settingsPage } from '../tools/generate/settings.ts';
import { statesPage } from '../tools/generate/states.ts';
import { clientFor } from './support/catalogue.ts';
import { expectGenerated } from './support/generated.ts';
import { useInstallation } from './support/installation.ts';

const house = useInstallation();

test('the schema is the one the migrations make', async () => {
  const client = await clientFor(house.it.superUrl);
  try {
    const text = await schemaText(client);
    expect(text).toContain('force row level security');
    expectGenerated('docs/schema.sql', text);
  } finally {
    await client.end();
  }
});

test.each([
  ['docs/reference/states.md', statesPage],
  ['docs/reference/errors.md', errorsPage],
  ['docs/reference/settings.md', settingsPage],
  ['docs/reference/commands.md', commandsPage],
])('%s says what the program does', (path, page) => {
  expectGenerated(path, page());
});
