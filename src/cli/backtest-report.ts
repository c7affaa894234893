import { table } from './table.js';
import { colours, shown } from './terminal.js';

type Members = Readonly<Record<string, unknown>>;

/** Of a list; who wants more reads the JSON. */
const MOST_ROWS = 20;

const HEAD = [
  ['messages', 'messages'],
  ['hits', 'hits'],
  ['changed', 'other verdicts'],
  ['notComparable', 'not comparable'],
  ['seconds', 'seconds'],
] as const;

/** A list of the report as a table: a column for each member, with its head. */
interface Section {
  readonly title: string;
  readonly member: string;
  readonly columns: Readonly<Record<string, string>>;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Rules',
    member: 'rules',
    columns: { name: 'rule', state: 'state', hits: 'hits', decided: 'decided' },
  },
  { title: 'Changes', member: 'changes', columns: { from: 'was', to: 'now', count: 'messages' } },
  {
    title: 'Conversations',
    member: 'conversations',
    columns: { app: 'app', conversationId: 'conversation', hits: 'hits', changed: 'other verdicts' },
  },
  {
    title: 'Samples',
    member: 'samples',
    columns: {
      receivedAt: 'received at',
      family: 'family',
      conversationId: 'conversation',
      senderId: 'sender',
      was: 'was',
      now: 'now',
      id: 'id',
    },
  },
];

/** A backtest's report for people; what it lacks is left out, and what is new in it is not known here. */
export function backtestText(report: unknown): string {
  const members = membersOf(report);
  const head = HEAD.filter(([name]) => members[name] !== undefined).map(([name, title]) => [
    title,
    shown(members[name]),
  ]);
  const parts = [head.length > 0 ? table(['', ''], head).trimStart() : 'The report is empty.'];
  for (const section of SECTIONS) {
    const drawn = sectionText(section, members[section.member]);
    if (drawn) parts.push(drawn);
  }
  const cost = figures(members['cost'], { meanUs: 'µs mean', p50Us: 'µs p50', p99Us: 'µs p99' });
  if (cost) parts.push(`Cost a message: ${cost}`);
  const labels = figures(members['labels'], {
    agreed: 'agreed',
    disagreed: 'disagreed',
    missed: 'missed',
    falseAlarms: 'false alarms',
  });
  if (labels) parts.push(`Against what people said: ${labels}`);
  return parts.join('\n\n');
}

function sectionText({ title, columns }: Section, list: unknown): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const rows = list
    .slice(0, MOST_ROWS)
    .map((row: unknown) => Object.keys(columns).map((name) => cellOf(membersOf(row)[name])));
  const more = list.length > MOST_ROWS ? `\n… and ${list.length - MOST_ROWS} more: --json has them all` : '';
  return `${colours.bold(title)}\n${table(Object.values(columns), rows)}${more}`;
}

/** A verdict on its own, or with code and rule. */
function cellOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return shown(value);
  const { verdict, code, rule } = value as Members;
  if (verdict === undefined) return shown(value);
  return [verdict, code, rule]
    .filter((part) => part !== null && part !== undefined)
    .map(shown)
    .join(' ');
}

function figures(value: unknown, names: Readonly<Record<string, string>>): string {
  const members = membersOf(value);
  return Object.entries(names)
    .filter(([name]) => members[name] !== undefined && members[name] !== null)
    .map(([name, title]) => `${shown(members[name])} ${title}`)
    .join(', ');
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
