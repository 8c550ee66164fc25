import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { bareMarkup } from './bare-markup.ts';
import { leanIcons } from './lean-icons.ts';

/** The class by which a style keeps to its component stands on every element of it: as short as can be. */
const files = new Map<string, string>();
function cssHash({ hash, css, filename = css }: CssHashInput): string {
  const short = `s${hash(filename).slice(0, 5)}`;
  if ((files.get(short) ?? filename) !== filename)
    throw new Error(
      `${filename} and ${files.get(short)} get the same class: take one letter more.`,
    );
  files.set(short, filename);
  return short;
}
type CssHashInput = { readonly hash: (text: string) => string; css: string; filename?: string };

export default defineConfig({
  plugins: [
    sveltekit({
      // tools/build-web.ts builds beside the running build and swaps the folders when all went well.
      adapter: adapter({ out: process.env.OTKLIK_WEB_OUT ?? 'build' }),
      // A component's style is a few hundred bytes: cheaper in the page than as a request of its own.
      inlineStyleThreshold: 2400,
      compilerOptions: { cssHash },
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
    leanIcons(),
  ],
});
