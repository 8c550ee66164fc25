/** Published is published: whoever asks gets the same answer. */
export const everybody = (): void => undefined;
