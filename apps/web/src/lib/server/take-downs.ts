import { orErrorPage } from './registry.ts';

type Asked = Parameters<App.Locals['services']['complaints']['listTakeDowns']>[1];
const FILTERS = ['ground', 'kind', 'demandedBy', 'year', 'standing', 'page'] as const;

/** What a page or a table of the ledger is asked for, from its address; empty choices ask for all. */
export const askedTakeDowns = (url: URL): Asked =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = url.searchParams.get(name);
      return value ? [[name, value]] : [];
    }),
  );

export const loadTakeDowns = ({ services, actor }: App.Locals, asked: Asked) =>
  orErrorPage(services.complaints.listTakeDowns(actor, asked));
