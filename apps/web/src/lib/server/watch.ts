type Question = Parameters<App.Locals['services']['moderationWatch']['getFigures']>[1];

/** Which figures an address asks for. */
export const figuresAsked = (url: URL): Question => {
  const month = url.searchParams.get('month');
  const kind = url.searchParams.get('kind');
  return { ...(month ? { month } : {}), ...(kind ? { kind: kind as never } : {}) };
};
