import { defineConfig } from 'vitest/config';

// Two projects: what needs a database (each file gets its own clone of one template) and what does not.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/{kernel,working-time,i18n,ui,adapters}/test/**/*.test.ts',
            'apps/server/test/cli/**/*.test.ts',
            'tools/test/**/*.test.ts',
          ],
          environment: 'node',
        },
      },
    ],
  },
});
