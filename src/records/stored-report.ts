import type { DeliveryReport } from '../pipeline/delivery-report.js';
import { fromColumn, toColumn } from '../database/lossless-text.js';

/** A report as its column takes it: JSON has no place for U+0000 in PostgreSQL. */
export function toStoredReport(report: DeliveryReport | undefined): string | null {
  return report ? JSON.stringify(withTexts(report, toColumn)) : null;
}

/** The report that {@link toStoredReport} stored. */
export function fromStoredReport(column: DeliveryReport): DeliveryReport {
  return withTexts(column, fromColumn);
}

function withTexts(report: DeliveryReport, change: (text: string) => string): DeliveryReport {
  const { keys, names, info } = report;
  return {
    ...report,
    ...(keys && { keys: keys.map(change) }),
    ...(names && { names: names.map(change) }),
    ...(info !== undefined && { info: change(info) }),
  };
}
