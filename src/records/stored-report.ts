import type { DeliveryReport } from '../pipeline/delivery-report.js';
import { decodeText, encodeText } from '../database/pg-text.js';

/** A report as JSON for its column. PostgreSQL's JSON does not hold U+0000. */
export function toStoredReport(report: DeliveryReport | undefined): string | null {
  return report ? JSON.stringify(withTexts(report, encodeText)) : null;
}

/** The report that {@link toStoredReport} stored. */
export function fromStoredReport(column: DeliveryReport): DeliveryReport {
  return withTexts(column, decodeText);
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
