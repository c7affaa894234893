import type { LatencyReport } from '../../simulator/latencies.js';
import type { CommandReport, SimulationReport } from '../../simulator/simulation-report.js';
import { table } from '../table.js';
import { colours, printable } from '../terminal.js';

const MOST_FAULTS = 20;
const EFFECTS = ['deliver', 'change', 'refuse', 'drop', 'fail', 'turned-away'] as const;

/** A simulation's report as text. */
export function simulationText(report: SimulationReport): string {
  const { sent, seconds, perSecond, answered, late, illegal, unanswered } = report;
  const errors = Object.entries(unanswered).map(([error, count]) => `, ${count} × ${error}`);
  const lines = [
    `${sent} callbacks in ${seconds.toFixed(1)} s, ${perSecond} per second, including ${specialCounts(report)}.`,
    `${answered} answered, ${bad(late)} late, ${bad(illegal)} illegal${bad(errors.join(''))}`,
    `Answers    ${latencyText(report.latencyMs)}`,
    `Own delay  ${latencyText(report.lagMs)}`,
    '',
    table(['command', 'sent', ...EFFECTS, 'p50 ms', 'p99 ms', 'max ms'], report.commands.map(row)),
  ];
  if (report.faults.length > 0) lines.push('', ...faultLines(report));
  return lines.join('\n');
}

function specialCounts({ followUps, repeats, heldBack, malformed, skewed }: SimulationReport): string {
  return [
    `${followUps} follow-ups`,
    `${repeats} repeats`,
    `${heldBack} delayed`,
    `${malformed} malformed`,
    `${skewed} with a wrong clock`,
  ].join(', ');
}

function latencyText({ p50, p90, p99, p999, max }: LatencyReport): string {
  return `p50 ${ms(p50)}  p90 ${ms(p90)}  p99 ${ms(p99)}  p99.9 ${ms(p999)}  max ${ms(max)} ms`;
}

function row(report: CommandReport): string[] {
  const counts = EFFECTS.map((effect) => String(report[effect] || '–'));
  return [report.command, String(report.sent), ...counts, ms(report.p50), ms(report.p99), ms(report.max)];
}

function faultLines({ faults }: SimulationReport): string[] {
  const lines = faults
    .slice(0, MOST_FAULTS)
    .flatMap(({ command, detail, count, answer }) => [
      `${colours.red(`${count} ×`)} ${command}: ${detail}`,
      `    ${printable(answer)}`,
    ]);
  return faults.length > MOST_FAULTS ? [...lines, `… and ${faults.length - MOST_FAULTS} more`] : lines;
}

function ms(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

function bad(value: number | string): string {
  return value === 0 || value === '' ? String(value) : colours.red(String(value));
}
