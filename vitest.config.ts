import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// What needs a database (each file gets its own clone of one template), what does not, and components.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/{kernel,working-time,i18n,adapters}/test/**/*.test.ts',
            'apps/web/test/**/*.test.ts',
            'tools/test/**/*.test.ts',
          ],
          environment: 'node',
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        ssr: { noExternal: ['@lucide/svelte'] },
        test: {
          name: 'ui',
          include: ['packages/ui/test/**/*.test.ts'],
          environment: 'node',
        },
      },
    ],
  },
});
