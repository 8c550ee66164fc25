import { isAppError } from '@otklik/kernel';

type Systemic = App.Locals['services']['systemic'];

/** What the reader owes to systemic cases; nothing for whoever has no part in them. */
export const owedBy = ({ services, actor }: App.Locals): ReturnType<Systemic['listOwed']> =>
  services.systemic.listOwed(actor, {}).catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.code === 'forbidden') return [];
    throw thrown;
  });
