import fc from 'fast-check';
import type { CallbackEvent } from '../../src/pipeline/callback-event.js';
import { MessageFacts } from '../../src/rules/engine/message-facts.js';
import { NodeRates } from '../../src/rules/engine/node-rates.js';
import { compileCondition, type Condition } from '../../src/rules/engine/rule-language.js';
import { RuleSet } from '../../src/rules/engine/rule-set.js';
import type { Rule } from '../../src/rules/engine/rule.js';

const WORDS = ['ab', 'abc', 'b', 'casino', 'ca', 'x1', ''];
const word = fc.constantFrom(...WORDS);
const variable = fc.constantFrom('text', 'sender', 'conversation', 'level');
const quoted = word.map((text) => JSON.stringify(text));
const pattern = fc.constantFrom(
  'ab',
  'abc?',
  '^ca',
  'casino+',
  'a|b',
  '(?i)AB',
  'ab{0,1}',
  'x\\\\d',
  'ab.*c',
  '',
);

const atom = fc.oneof(
  fc.tuple(variable, quoted).map(([name, text]) => `${name} == ${text}`),
  fc.tuple(quoted, variable).map(([text, name]) => `${text} == ${name}`),
  fc.tuple(variable, quoted).map(([name, text]) => `${name} != ${text}`),
  fc.tuple(variable, quoted).map(([name, text]) => `${name}.contains(${text})`),
  fc.tuple(variable, quoted).map(([name, text]) => `${name}.startsWith(${text})`),
  fc.tuple(variable, quoted).map(([name, text]) => `${name}.endsWith(${text})`),
  fc.tuple(variable, pattern).map(([name, text]) => `${name}.matches("${text}")`),
  pattern.map((text) => `matches(text, "${text}")`),
  fc
    .tuple(variable, fc.array(quoted, { minLength: 1, maxLength: 3 }))
    .map(([name, texts]) => `${name} in [${texts.join(', ')}]`),
  fc.constantFrom('size(text) > 2', 'true', 'keywords("l", text)', 'strikes == 0'),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    atom,
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a}) && (${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a}) || (${b})`),
    tie('condition').map((inner) => `!(${inner})`),
  ),
}));
const scope = fc.option(
  fc.record({ senders: fc.record({ include: fc.array(word, { minLength: 1, maxLength: 2 }) }) }),
  { nil: undefined },
);

function factsOf(text: string, sender: string, conversation: string): MessageFacts {
  const event = {
    platform: 'tencent',
    family: 'group',
    command: '',
    appId: '1',
    conversationId: conversation,
    senderId: sender,
    memberId: sender,
    elements: [],
    text,
    limits: {},
    request: {},
  } as unknown as CallbackEvent;
  const keywords = { has: (_: string, found: string): boolean => found.includes('casino') };
  return new MessageFacts(event, { level: 'ab', strikes: 0 }, 0, {
    keywords,
    rates: new NodeRates(),
    vendors: new Map(),
  });
}

it('finds each rule that applies to a message, and no other, whatever its condition', async () => {
  const text = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(condition, scope), { minLength: 1, maxLength: 6 }),
      text,
      word,
      word,
      async (given, message, sender, conversation) => {
        const rules = given.map(([when, itsScope], at): Rule => ({
          name: `r${at}`,
          when,
          then: { action: 'discard' },
          state: 'shadow',
          ...(itsScope && { scope: itsScope }),
        }));
        const set = await RuleSet.compile(rules, {
          codeRanges: {},
          commandRanges: {},
          lists: new Set(['l']),
        });
        const { findings } = await set.evaluate(factsOf(message, sender, conversation));
        const applying = [];
        for (const { name, when, scope: its } of rules) {
          const facts = factsOf(message, sender, conversation);
          const isInScope = !its || its.senders!.include!.includes(sender);
          if (isInScope && (await (compileCondition(when) as Condition).holds(facts))) applying.push(name);
        }
        expect(findings.hits ?? []).toEqual(applying);
      },
    ),
    { numRuns: 150 },
  );
});
