import { parser } from '@prometheus-io/lezer-promql';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';

interface Expression {
  readonly where: string;
  readonly promql: string;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as { panels: Panel[] };
const { groups } = parse(read('deploy/prometheus-alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const onPanels: Expression[] = panels.flatMap(({ title, targets = [] }) =>
  // Grafana puts the durations in.
  targets.map(({ expr }) => ({ where: title, promql: expr.replace(/\$__(rate_interval|range)/g, '5m') })),
);
const inRules: Expression[] = rules.map(({ alert, expr }) => ({ where: alert, promql: expr }));

/** The names, each with its labels, that the service exports; of a histogram all three. */
async function exported(): Promise<Map<string, Set<string>>> {
  const presend = await TestPresend.start();
  await presend.tencent(GROUP, groupMessage('hello'));
  const { text } = await presend.request('/metrics', {});
  await presend.stop();
  const metrics = new Map<string, Set<string>>();
  for (const [, name] of text.matchAll(/^# TYPE (\S+) (?!histogram)/gm)) metrics.set(name!, new Set());
  for (const [, name] of text.matchAll(/^# TYPE (\S+) histogram/gm)) {
    for (const part of ['_bucket', '_sum', '_count']) metrics.set(name! + part, new Set());
  }
  for (const [, name, labels = ''] of text.matchAll(/^([a-z_]+)(?:\{(.*)\})? /gm)) {
    for (const [, label] of labels.matchAll(/(\w+)="/g)) metrics.get(name!)?.add(label!);
  }
  return metrics;
}

/** Of labels that only show once something happened. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  presend_failure_verdicts_total: ['family', 'verdict'],
  presend_shed_total: ['family'],
  presend_repeats_total: ['family'],
  presend_refused_callers_total: ['platform'],
  presend_extension_failures_total: ['kind', 'name', 'reason'],
  presend_breaker_state: ['kind', 'name'],
  presend_sink_dropped_total: ['sink'],
};
/** What Prometheus adds. */
const TARGET_LABELS = ['instance', 'job'];

interface Parsed {
  readonly metrics: string[];
  readonly labels: string[];
  readonly errors: string[];
}

function parsed(promql: string): Parsed {
  const found: Parsed = { metrics: [], labels: [], errors: [] };
  parser.parse(promql).iterate({
    enter({ name, from, to, type }) {
      const text = promql.slice(from, to);
      if (type.isError) found.errors.push(`at ${from}: ${promql.slice(from, from + 20)}`);
      else if (name === 'VectorSelector') found.metrics.push(/^[\w:]+/.exec(text)?.[0] ?? text);
      else if (name === 'LabelName') found.labels.push(text);
    },
  });
  return found;
}

let metrics: Map<string, Set<string>>;
beforeAll(async () => {
  metrics = await exported();
  for (const [name, labels] of Object.entries(LABELS))
    for (const label of labels) metrics.get(name)?.add(label);
});

it.each([...onPanels, ...inRules].map((one) => [one.where, one.promql] as const))(
  '%s asks for what the service exports: %s',
  (_where, promql) => {
    const { metrics: names, labels, errors } = parsed(promql);
    expect(errors).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !metrics.has(name))).toEqual([]);
    const known = new Set([...names.flatMap((name) => [...metrics.get(name)!]), ...TARGET_LABELS]);
    expect(labels.filter((label) => !known.has(label))).toEqual([]);
  },
);

it('finds an expression that is wrong', () => {
  expect(parsed('rate(presend_callbacks_total[5m)').errors).not.toEqual([]);
  expect(parsed('sum by (nobody) (a_name)')).toMatchObject({ metrics: ['a_name'], labels: ['nobody'] });
});

it('shows everything that Presend itself exports', () => {
  const shown = new Set(
    onPanels.flatMap(({ promql }) =>
      parsed(promql).metrics.map((name) => name.replace(/_(bucket|sum|count)$/, '')),
    ),
  );
  const own = [...metrics.keys()]
    .filter((name) => name.startsWith('presend_'))
    .map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(own.filter((name) => !shown.has(name))).toEqual([]);
});

it.each(rules.map((rule) => [rule.alert, rule] as const))(
  '%s says how urgent it is, what is wrong, and what to do',
  (_name, rule) => {
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.annotations.summary.length).toBeGreaterThan(10);
    expect(rule.annotations.description.length).toBeGreaterThan(20);
  },
);
