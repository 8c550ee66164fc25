import type { Who } from './screenshot-people.ts';

/** A picture to take: an address as the routes know it, whose eyes, and a link to follow from there. */
export interface Stop {
  readonly path: string;
  readonly as?: Who;
  /** The page that the first link with such an address leads to, instead of the page itself. */
  readonly follow?: string;
  /** What is then added to that page's address. */
  readonly step?: string;
  /** Presses the button of the form with such an action, with nothing filled in; `''` for any. */
  readonly press?: string;
  /** Shows what `screenshot-made.ts` makes first. */
  readonly is_made?: true;
  /** Name of the file; without it, made of the address. */
  readonly name?: string;
  /** Kit's name of the page that is seen, where the address alone does not tell it. */
  readonly route?: string;
}
