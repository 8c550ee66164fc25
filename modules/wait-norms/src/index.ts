export { manifest } from './manifest.ts';
export type { Cause } from './model/cause.ts';
export type { BreachLine } from './store/breaches.ts';
