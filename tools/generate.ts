// `npm run generate`: writes every generated page anew. The pages are made by the tests that compare them,
// because those have a migrated database; here they are only told to write instead.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'database',
    'tests/generated.test.ts',
    'tests/permission-matrix.test.ts',
    'tests/retention-inventory.test.ts',
    'packages/api/test/openapi.test.ts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, OTKLIK_GENERATE: '1' } },
);
process.exitCode = status ?? 1;
