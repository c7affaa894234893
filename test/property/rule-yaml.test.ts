import fc from 'fast-check';
import { parse } from 'yaml';
import { differenceBetween, isNone } from '../../src/cli/rules/rule-difference.js';
import { rulesAsYaml } from '../../src/cli/rules/rule-yaml.js';
import { RULE_ACTIONS, RULE_STATES, type Rule } from '../../src/rules/engine/rule.js';

/** Whatever JSON can hold, and what YAML is known to read as something else. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(' ', '\n', '\t', '#', ':', '-', "'", '"', '|', '>', 'a', '\\', '&', '*', '~'),
  }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '0x1f',
    '1e3',
    '2026-11-21',
    '<<',
    '',
    'a\n',
    '\n a',
    'a  \nb',
    '---',
    '...',
  ),
);
const optional = { requiredKeys: ['name', 'when', 'then'] as ('name' | 'when' | 'then')[] };
const rule: fc.Arbitrary<Rule> = fc.record(
  {
    name: fc.stringMatching(/^[a-z0-9]{1,6}$/),
    when: text,
    then: fc.record(
      {
        action: fc.constantFrom(...RULE_ACTIONS),
        code: fc.integer(),
        info: text,
        infoByLanguage: fc.dictionary(fc.constantFrom('zh', 'en', 'no'), text),
      },
      { requiredKeys: ['action'] },
    ),
    description: text,
    scope: fc.record(
      {
        apps: fc.record({ include: fc.array(text) }, { requiredKeys: [] }),
        exemptAdmins: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    priority: fc.integer(),
    state: fc.constantFrom(...RULE_STATES),
    percent: fc.double({ min: 0, max: 100, noNaN: true }).map((percent) => percent || 0),
  },
  optional,
);
const rules = fc.uniqueArray(rule, { selector: ({ name }) => name, maxLength: 8 });

it('writes rules as YAML that says the same when it is read', () => {
  fc.assert(
    fc.property(rules, text, (given, title) => {
      // Lone halves of a character are no text that a file can hold.
      fc.pre(JSON.stringify(given).isWellFormed());
      const { rules: read } = parse(rulesAsYaml(given, title), { merge: true }) as { rules: Rule[] };
      expect(read).toEqual(given);
      expect(isNone(differenceBetween(given, read))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('finds each rule that is added, changed and removed, and no other', () => {
  fc.assert(
    fc.property(rules, rules, (before, after) => {
      const { added, changed, removed } = differenceBetween(before, after);
      expect(namesIn(added)).toEqual(namesIn(after.filter(({ name }) => !isIn(before, name))));
      expect(namesIn(removed)).toEqual(namesIn(before.filter(({ name }) => !isIn(after, name))));
      const others = after.filter((one) => {
        const old = isIn(before, one.name);
        return old && JSON.stringify(sorted(old)) !== JSON.stringify(sorted(one));
      });
      expect(namesIn(changed)).toEqual(namesIn(others));
    }),
  );
});

it('sees that rules stand in another order', () => {
  const [a, b] = ['a', 'b'].map((name): Rule => ({ name, when: 'true', then: { action: 'allow' } }));
  expect(differenceBetween([a!, b!], [b!, a!])).toMatchObject({ added: [], changed: [], isReordered: true });
});

function isIn(list: readonly Rule[], name: string): Rule | undefined {
  return list.find((rule) => rule.name === name);
}

function namesIn(list: readonly { readonly name: string }[]): string[] {
  return list.map(({ name }) => name);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
