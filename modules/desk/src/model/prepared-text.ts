import { isSlot, KNOWN_SLOTS, type Slot } from '@otklik/cases';

/** Fewer characters of one's own than this say nothing that the prepared text had not said. */
const OWN_CHARACTERS_MIN = 40;

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}{}-]+/gu, ' ')
    .trim();

/** A prepared text as its fixed pieces, each with the slot that stands before it. */
const piecesOf = (template: string): { slot: string; words: string }[] =>
  [...`{}${template}`.matchAll(/\{([^{}\n]{0,40})\}([^{}]*)/g)].map(
    ([, slot = '', words = '']) => ({
      slot,
      words: plain(words),
    }),
  );

const isKnown = (slot: string): boolean => (KNOWN_SLOTS as readonly string[]).includes(slot);

/**
 * Whether a reply is nothing but a prepared text: its pieces stand there in their order, and what was written
 * between and around them is next to nothing. What the platform put into a slot is nobody's own words.
 */
export function isOnlyTemplate(reply: string, template: string): boolean {
  const said = plain(reply);
  let from = 0;
  let own_characters = 0;
  const pieces = piecesOf(template);
  for (const [index, { slot, words }] of pieces.entries()) {
    // What a slot at the very end holds goes on to the end.
    const empty_at = index === pieces.length - 1 && slot !== '' ? said.length : from;
    const at = words === '' ? empty_at : said.indexOf(words, from);
    if (at === -1) return false;
    if (!isKnown(slot)) own_characters += said.slice(from, at).trim().length;
    from = at + words.length;
  }
  own_characters += said.slice(from).trim().length;
  return own_characters < OWN_CHARACTERS_MIN;
}

/** A prepared text as the door fills it: plain words, and slots for which it puts a value if it knows one. */
export type TextPart = { readonly words: string } | { readonly slot: Slot };

export const partsOfText = (template: string): TextPart[] =>
  template
    .split(/\{([^{}\n]{1,40})\}/)
    .map((piece, index): TextPart => {
      if (index % 2 === 0) return { words: piece };
      return isSlot(piece) ? { slot: piece } : { words: `{${piece}}` };
    })
    .filter((part) => !('words' in part) || part.words !== '');
