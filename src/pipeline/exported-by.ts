import type { DynamicModule, ForwardReference, ModuleMetadata } from '@nestjs/common';

type Imports = NonNullable<ModuleMetadata['imports']>;
type Exports = NonNullable<ModuleMetadata['exports']>;

/** The name under which Nest's `@Module` keeps them at the class. */
const EXPORTS = 'exports';

/**
 * What modules export, those that they export again included: it is built there, with providers that nobody else
 * sees, and need not be built once more. Of a module that is still a promise nothing is known.
 *
 * @example
 * exportedBy([VipModule]).has(VipPolicy); // true, where VipModule has it in its `exports`
 */
export function exportedBy(imports: Imports): ReadonlySet<unknown> {
  const tokens = new Set<unknown>();
  for (const one of imports) collect(one, tokens);
  return tokens;
}

function collect(one: Imports[number] | Exports[number], tokens: Set<unknown>): void {
  const item = isForward(one) ? (one.forwardRef() as unknown) : one;
  if (tokens.has(item)) return;
  tokens.add(item);
  const { module, exports = [] } = isDynamic(item) ? item : { module: item };
  const declared =
    typeof module === 'function' ? (Reflect.getMetadata(EXPORTS, module) as Exports | undefined) : [];
  for (const token of [...exports, ...(declared ?? [])]) collect(tokenOf(token), tokens);
}

function tokenOf(exported: Exports[number]): Exports[number] {
  return typeof exported === 'object' && 'provide' in exported
    ? (exported.provide as Exports[number])
    : exported;
}

function isForward(one: unknown): one is ForwardReference {
  return typeof one === 'object' && one !== null && 'forwardRef' in one;
}

function isDynamic(one: unknown): one is DynamicModule {
  return typeof one === 'object' && one !== null && 'module' in one;
}
