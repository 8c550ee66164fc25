import type { Meter } from '@otklik/kernel';

export type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Sample lines by their place in the text: name and labels → value. */
  readonly samples: Map<string, number>;
}

/** Upper bounds in seconds: a page is asked to take under 0.1, an upload may take tens. */
export const LATENCY_BUCKETS_s = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
// A label made by mistake from what people send must not fill the memory.
const SAMPLES_MAX = 5000;

const escape = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const sampleOf = (name: string, labels: Labels): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escape(value)}"`);
  return pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name;
};

/** Numbers for Prometheus, in its text format 0.0.4. Counters and histograms live as long as the process. */
export interface Metrics extends Meter {
  gauge(name: string, help: string, value: number, labels?: Labels): void;
  observe(name: string, help: string, value_s: number, labels: Labels): void;
  render(): string;
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What the counters of the house mean; a counter without words here is shown without them. */
const HELP: Readonly<Record<string, string>> = {
  otklik_errors_total: 'Refusals and failures of acts and questions, by code.',
  otklik_refused_access_total: 'Acts and questions refused for want of rights.',
  otklik_http_refused_total: 'Requests refused before anything read them, by code.',
  otklik_public_pages_total:
    'Public pages for visitors without cookies: kept for a moment, or made anew.',
  otklik_upload_failures_total: 'Photos that did not arrive, by reason.',
};

/** Refusals of the waist that mean: a photo did not arrive. */
const UPLOAD_CODES = new Set(['photo-undecodable', 'photo-too-large', 'too-many-photos']);

export function createMetrics(): Metrics {
  const families = new Map<string, Family>();
  const samplesOf = (name: string, kind: Family['kind'], help = HELP[name] ?? '') => {
    const known = families.get(name) ?? { kind, help, samples: new Map() };
    families.set(name, known);
    return known.samples;
  };
  const add = (samples: Map<string, number>, sample: string, value: number) => {
    if (!samples.has(sample) && samples.size >= SAMPLES_MAX) return;
    samples.set(sample, (samples.get(sample) ?? 0) + value);
  };
  return {
    count(name, labels) {
      add(samplesOf(name, 'counter'), sampleOf(name, labels), 1);
      const { code = '' } = labels;
      if (name === 'otklik_errors_total' && UPLOAD_CODES.has(code))
        this.count('otklik_upload_failures_total', { reason: code });
    },
    gauge(name, help, value, labels = {}) {
      samplesOf(name, 'gauge', help).set(sampleOf(name, labels), value);
    },
    observe(name, help, value_s, labels) {
      const samples = samplesOf(name, 'histogram', help);
      for (const bound of LATENCY_BUCKETS_s)
        add(
          samples,
          sampleOf(`${name}_bucket`, { ...labels, le: String(bound) }),
          value_s <= bound ? 1 : 0,
        );
      add(samples, sampleOf(`${name}_bucket`, { ...labels, le: '+Inf' }), 1);
      add(samples, sampleOf(`${name}_sum`, labels), value_s);
      add(samples, sampleOf(`${name}_count`, labels), 1);
    },
    render() {
      const lines: string[] = [];
      for (const [name, { kind, help, samples }] of families) {
        if (help) lines.push(`# HELP ${name} ${help.replaceAll('\n', ' ')}`);
        lines.push(`# TYPE ${name} ${kind}`);
        for (const [sample, value] of samples) lines.push(`${sample} ${value}`);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}
