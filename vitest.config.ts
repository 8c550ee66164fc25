import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

// Two files at a time, one a core, whatever their kind: journeys have a browser and a server of their own.
// Kinds of different numbers would run one after another.
const maxWorkers = 2;
// A tenth of the processors' time was short-lived things being collected.
const execArgv = ['--max-semi-space-size=64'];

// What needs a database (each file gets its own clone of one template), what does not, and components.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'database',
          include: [
            'packages/{db,jobs,api}/test/**/*.test.ts',
            'modules/*/test/**/*.test.ts',
            'apps/server/test/*.test.ts',
            'tests/*.test.ts',
          ],
          exclude: ['tests/docs-*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/global-setup.ts'],
          // Each file has a database of its own; modules are read once a worker.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers,
          execArgv,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/ready-folder.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers,
          execArgv,
        },
      },
      {
        test: {
          name: 'unit',
          isolate: false,
          testTimeout: 30_000,
          maxWorkers,
          execArgv,
          include: [
            'packages/{kernel,working-time,waits,stats,personal-data,questionnaire,scoring,comment-themes,i18n,adapters}/test/**/*.test.ts',
            'apps/server/test/cli/**/*.test.ts',
            'apps/web/test/**/*.test.ts',
            'tools/test/**/*.test.ts',
            'tests/docs-*.test.ts',
          ],
          environment: 'node',
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        ssr: { noExternal: ['@lucide/svelte'] },
        test: {
          name: 'ui',
          testTimeout: 30_000,
          maxWorkers,
          execArgv,
          include: ['packages/ui/test/**/*.test.ts'],
          environment: 'node',
        },
      },
    ],
  },
});
