/** How long the link waits that confirms an author's address; after it the draft lapses. */
export const CONFIRM_LINK_LIFE_MS = 7 * 86_400_000;
