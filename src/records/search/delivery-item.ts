import type { DeliveryState } from '../../pipeline/delivery-report.js';
import type { ToldReport } from './delivery-reports.js';

/** What wins where several things were told: a message that was recalled had been sent. */
const LATEST: readonly DeliveryState[] = ['recalled', 'sent', 'failed'];

/**
 * What became of a message, as its item shows it: the members `delivery`, and `moderation` where the vendor moderated it,
 * each a JSON text.
 *
 * `delivery` is `{ state, at, seq, code, info }`: `sent`, `failed` (with the vendor's code and text), `recalled`, or all
 * null where nothing was told. `seq` is what the vendor calls it in its conversation.
 */
export function deliveryMembers(reports: readonly ToldReport[] = []): Readonly<Record<string, string>> {
  const told = LATEST.flatMap((state) => reports.find((report) => report.state === state) ?? [])[0];
  const name = reports.find(({ state, names }) => state === 'sent' && names)?.names![0];
  const moderated = reports.findLast(({ state }) => state === 'blocked' || state === 'passed');
  const delivery = [
    `"state":${JSON.stringify(told?.state ?? null)}`,
    `"at":${timeText(told)}`,
    `"seq":${nameText(name)}`,
    `"code":${told?.code ?? null}`,
    `"info":${JSON.stringify(told?.info ?? null)}`,
  ];
  return {
    delivery: `{${delivery.join(',')}}`,
    ...(moderated && {
      moderation: `{"state":${JSON.stringify(moderated.state)},"at":${timeText(moderated)}}`,
    }),
  };
}

function timeText(report: ToldReport | undefined): string {
  const time = report && new Date(report.at);
  return time && Number.isFinite(time.getTime()) ? JSON.stringify(time.toISOString()) : 'null';
}

/** A number to the last digit; a key is a text. */
function nameText(name: string | undefined): string {
  if (name === undefined) return 'null';
  return /^(?:0|[1-9]\d*)$/.test(name) ? name : JSON.stringify(name);
}
