import compression from 'compression';
import type { Handler } from './listener.ts';

// The package is typed for Express and works on the plain objects it extends.
type Packed = Parameters<ReturnType<typeof compression>>;

/** A door whose answers go packed as the asker takes them. Small ones are not worth it. */
export function packed(make: Handler): Handler {
  const pack = compression({ threshold: 1024 });
  // The packing tells nobody how its next step ended: a promise that fails there would end the process.
  return (request, response) =>
    new Promise((resolve, reject) => {
      pack(request as Packed[0], response as Packed[1], (fault?: unknown) => {
        if (fault) reject(fault);
        else resolve(make(request, response));
      });
    });
}
