export { manifest } from './manifest.ts';
export type { QueueFilters } from './model/filters.ts';
export type { TextPart } from './model/prepared-text.ts';
export type { TimeLeft } from '@otklik/cases';
export type { StepKind, TemplateKind } from './store/tables.ts';
