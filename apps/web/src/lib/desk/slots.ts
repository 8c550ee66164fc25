const SLOT =
  /\{(?:number|clinic|topic|deadline|published|today|question|found|done|until|contact)\}/;

/** Whether a text still has a gap of a prepared text in it; the verb that sends it refuses it too. */
export const hasGap = (text: string): boolean => SLOT.test(text);
