import { accountId, CONVERSATIONS, groupId, memberId } from './people.mjs';

export const LIST = 'forbidden';
export const REFUSED_CODE = 10_101;
/** What a rule of its own refuses, for the checks: it never comes in the traffic. */
export const PROBED_TEXT = 'zzprobe of a rule';

const NARROW = [
  (at) => ({
    scope: { conversations: { include: [groupId(40_000 + at)] } },
    when: `text.contains("sale") || size(links(text)) > 0`,
  }),
  (at) => ({
    scope: { families: { include: ['group', 'live-room'] } },
    when: `text.contains("zzz${at}")`,
  }),
  (at) => ({ scope: { senders: { include: [memberId(800_000 + at)] } }, when: 'size(text) > 3' }),
  (at) => ({ scope: { families: { include: ['group'] } }, when: `text.matches("spam${at}[0-9]+")` }),
  (at) => ({ when: `conversation == "x${at}" || level == "LV${at + 1_000}"` }),
  (at) => ({ scope: { levels: { include: [`LV${at + 1_000}`] } }, when: 'size(links(text)) > 0' }),
  (at) => ({
    scope: { conversations: { include: [accountId(CONVERSATIONS + at)] }, exemptAdmins: true },
    when: `text.contains("promo${at}") && sender != "staff"`,
  }),
  (at) => ({ when: `sender == "bad${at}" && size(text) > 3` }),
];

/** Asked about every message, as most companies have some. */
const BROAD = [
  { name: 'staff-speaks', priority: 100, when: 'level == "staff"', then: { action: 'allow' } },
  {
    name: 'no-probe',
    when: `text.contains("${PROBED_TEXT}")`,
    then: { action: 'reject' },
  },
  {
    name: 'no-flood',
    scope: { families: { include: ['group', 'live-room'] }, exemptAdmins: true },
    when: 'rate("flood/" + sender, 1000000, 10)',
    then: { action: 'reject' },
  },
  {
    name: 'links-of-newcomers',
    state: 'shadow',
    when: 'level == "" && size(links(text)) > 0',
    then: { action: 'review' },
  },
];

/** One message of a hundred hits: what is thousands a minute here shall not put the rules on trial. */
const MANY_HITS = 1_000_000_000;

const LISTED = [
  {
    name: 'no-forbidden-words',
    priority: 50,
    scope: { families: { include: ['group', 'live-room'] } },
    when: `keywords("${LIST}", text)`,
    then: { action: 'reject', code: REFUSED_CODE, infoByLanguage: { zh: '请换一种说法。' } },
  },
  {
    name: 'no-forbidden-words-elsewhere',
    priority: 50,
    scope: { families: { exclude: ['group', 'live-room'] } },
    when: `keywords("${LIST}", text)`,
    then: { action: 'reject' },
  },
];

/**
 * A company's rules: some for all messages, most of them for a group, a sender, a word.
 *
 * @param {number} count
 * @param {{ hasList?: boolean }} options
 */
export function ruleSet(count, { hasList = true } = {}) {
  const rules = [...BROAD, ...(hasList ? LISTED : [])];
  for (let at = 0; rules.length < count; at++) {
    const rule = NARROW[at % NARROW.length](at);
    rules.push({ name: `r${at}`, ...rule, then: { action: 'reject' } });
  }
  return rules.slice(0, count).map((rule) => ({ state: 'live', hitLimit: MANY_HITS, ...rule }));
}
