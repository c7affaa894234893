import { table } from '../table.js';
import { colours, shown } from '../terminal.js';

interface Trace {
  readonly name?: string;
  readonly state?: string;
  readonly isInScope?: boolean;
  readonly isInShare?: boolean;
  readonly holds?: boolean | null;
  readonly error?: string;
}

/** What the API tells of a message; a newer server may tell more, an older one less. */
export interface Explanation {
  readonly version?: number;
  readonly verdict?: string;
  readonly code?: number | null;
  readonly info?: string | null;
  readonly judgement?: {
    readonly mask?: { readonly lists?: readonly string[] };
    readonly mute?: { readonly seconds?: number };
    readonly findings?: {
      readonly rule?: string;
      readonly reviews?: readonly string[];
      readonly shadow?: { readonly verdict?: string; readonly rule?: string };
    };
  };
  readonly rules?: readonly Trace[];
  readonly keywords?: Readonly<Record<string, readonly { readonly text?: string }[]>>;
}

/** An explanation for people: the verdict, what goes with it, and each rule's part in it. */
export function explanationText({
  version,
  verdict,
  code,
  info,
  judgement = {},
  rules = [],
  keywords = {},
}: Explanation): string {
  const { findings = {}, mask, mute } = judgement;
  const words = Object.entries(keywords).filter(([, hits]) => hits.length > 0);
  const lines = [
    `Version ${shown(version)} says: ${colours.bold(shown(verdict))}${findings.rule ? `, by ${shown(findings.rule)}` : ''}`,
    code !== null && code !== undefined && `code ${code}`,
    info && `info ${shown(info)}`,
    mute && `the sender is muted for ${shown(mute.seconds)} s`,
    mask && `words of ${shown(mask.lists?.join(', '))} are covered`,
    findings.reviews && `a person looks at it: ${shown(findings.reviews.join(', '))}`,
    findings.shadow &&
      `with the rules on trial it would be ${shown(findings.shadow.verdict)}, by ${shown(findings.shadow.rule)}`,
    ...words.map(
      ([list, hits]) => `words of ${shown(list)}: ${shown(hits.map(({ text }) => text).join(', '))}`,
    ),
  ].filter((line) => typeof line === 'string');
  const rows = rules.map((trace) => [
    shown(trace.name),
    shown(trace.state),
    yesNo(trace.isInScope),
    yesNo(trace.isInShare),
    yesNo(trace.holds),
    trace.name !== undefined && trace.name === findings.rule ? colours.bold('yes') : 'no',
    trace.error ? shown(trace.error) : '',
  ]);
  if (rows.length === 0) return [...lines, '', 'It has no rules but drafts.'].join('\n');
  const heads = ['rule', 'state', 'in scope', 'in share', 'holds', 'decided', 'error'];
  const shownHeads = rows.some(([, , , , , , error]) => error !== '') ? heads : heads.slice(0, -1);
  return [
    ...lines,
    '',
    table(
      shownHeads,
      rows.map((row) => row.slice(0, shownHeads.length)),
    ),
  ].join('\n');
}

function yesNo(value: boolean | null | undefined): string {
  return value === true ? 'yes' : value === false ? 'no' : '–';
}
