import type { Plugin } from 'vite';

const ATTRIBUTES_OF_ICONS = /@lucide\/svelte\/dist\/utils\/buildLucideIconNode\.js$/;
/** An icon without what every icon says of itself: `svg.lucide-icon` in base.css says it once for all. */
const LEAN = `
export default (icon, { width, height, className, hasA11yProp, attributes }) => [
  'svg',
  {
    width,
    height,
    viewBox: '0 0 24 24',
    class: className,
    ...(hasA11yProp === false ? { 'aria-hidden': 'true' } : {}),
    ...attributes,
  },
  icon.node,
];`;

/** A page's bar has eight icons, and 140 bytes of each were the same words. */
export const leanIcons = (): Plugin => {
  let isFound = false;
  return {
    name: 'otklik-lean-icons',
    apply: 'build',
    transform(_code, id) {
      if (this.environment.name !== 'ssr' || !ATTRIBUTES_OF_ICONS.test(id)) return null;
      isFound = true;
      return { code: LEAN, map: null };
    },
    buildEnd(error) {
      if (!error && this.environment.name === 'ssr' && !isFound)
        this.error('lean-icons.ts: the library makes its icons elsewhere now.');
    },
  };
};
