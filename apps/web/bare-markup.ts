import type { Plugin } from 'vite';

/** What a server leaves in a page for a browser that takes it over: a comment around each block and each text. */
const MARKS = /<!>|<!--(?:\[(?:-?\d+|[!?])?|\])?-->/g;
/** A step that writes nothing, left over when its mark is gone. */
const EMPTY_PUSH = /\$\$renderer(?:_\d+)?\.push\((?:''|""|``)\);?/g;
/** Elements without an end need no stroke. */
const VOID_STROKE = /(<(?:area|br|hr|img|input|link|meta|source|wbr)\b[^<`]*?)\/>/g;
/** The library's own marks: around what is given as markup, around elements by name, made of constants. */
const LIBRARY = /svelte\/src\/internal\/server\/.+\.js$/;
const LIBRARY_MARK = /`<!--(?:\$\{HYDRATION_\w+\})?-->`|(["'])<!(?:----)?>\1/g;

/**
 * Pages without the marks of hydration: no page is taken over by script (`csr = false` at the root), and of a page
 * with long tables the marks were a third. A page that sets `csr = true` needs them, so the build refuses it.
 */
export const bareMarkup = (): Plugin => ({
  name: 'otklik-bare-markup',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (/export const csr = true/.test(code) && !id.includes('node_modules'))
      this.error(`${id} sets csr = true: marks of hydration are cut out by bare-markup.ts.`);
    if (this.environment.name !== 'ssr') return null;
    if (LIBRARY.test(id)) return { code: code.replace(LIBRARY_MARK, "''"), map: null };
    if (!/\.svelte(?:$|\?)/.test(id)) return null;
    const bare = code.replace(MARKS, '').replace(EMPTY_PUSH, '').replace(VOID_STROKE, '$1>');
    return { code: bare, map: null };
  },
});
