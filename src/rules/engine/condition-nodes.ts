import type { ASTNode } from '@marcbachmann/cel-js';

/** The literal value of a node; undefined if the value is computed. */
export function literalOf(node: ASTNode | undefined): unknown {
  return node?.op === 'value' ? node.args : undefined;
}

/** A node of a condition and all nodes below it. */
export function* nodesOf(value: unknown): Iterable<ASTNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (typeof value === 'object' && value !== null && 'op' in value) {
    yield value as ASTNode;
    yield* nodesOf((value as ASTNode).args);
  }
}
