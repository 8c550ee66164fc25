/**
 * Gaps of a prepared text, written `{number}`: what they stand for is put in their place before the text is
 * sent. The first the platform knows by itself, the others only whoever writes.
 */
export const KNOWN_SLOTS = ['number', 'clinic', 'topic', 'deadline', 'published', 'today'] as const;
export const OPEN_SLOTS = ['question', 'found', 'done', 'until', 'contact'] as const;
export const SLOTS = [...KNOWN_SLOTS, ...OPEN_SLOTS] as const;
export type Slot = (typeof SLOTS)[number];

const SLOT = /\{([^{}\n]{1,40})\}/g;

/** Names between braces, each once, in their order; also such as nobody knows. */
export const slotsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(SLOT)].map(([, name = '']) => name)),
];

export const isSlot = (name: string): name is Slot => (SLOTS as readonly string[]).includes(name);

/** Whether nothing is left to be filled in; braces around other words are the writer's own. */
export const isFilled = (text: string): boolean => !slotsIn(text).some(isSlot);
