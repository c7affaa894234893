export function evaluate(
  listOf: (lines: string) => { has(text: string): boolean; find(text: string): { text: string }[] },
): {
  techniques: Record<string, Count>;
  caught: Count;
  heldOut: Count;
  missed: { isHeldOut: boolean; technique: string; text: string }[];
  falseHits: string[];
};
interface Count {
  found: number;
  of: number;
}
