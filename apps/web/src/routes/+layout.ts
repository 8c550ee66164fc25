// Pages are complete without script; those that gain from it say `csr = true` themselves.
export const csr = false;
