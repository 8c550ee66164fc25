import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { bareMarkup } from './bare-markup.ts';

export default defineConfig({
  plugins: [
    sveltekit({
      // tools/build-web.ts builds beside the running build and swaps the folders when all went well.
      adapter: adapter({ out: process.env.OTKLIK_WEB_OUT ?? 'build' }),
      // A component's style is a few hundred bytes: cheaper in the page than as a request of its own.
      inlineStyleThreshold: 3072,
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Kit announces page changes to screen readers from an element hidden by this one style.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'img-src': ['self', 'data:'],
          'media-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'font-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'require-trusted-types-for': ['script'],
          'trusted-types': ['svelte-trusted-html'],
        },
      },
    }),
    bareMarkup(),
  ],
});
