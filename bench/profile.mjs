import { stageOf } from './stage-names.mjs';

/**
 * What a profile of V8 (`--cpu-prof`) says of where the time went.
 *
 * @param {{ nodes: { id: number, callFrame: { functionName: string, url: string, lineNumber: number },
 *   children?: number[] }[], samples: number[], timeDeltas: number[], startTime: number }} profile
 * @param {number} [fromUs] what was before is left out, counted from the profile's beginning
 * @returns {{ stages: Map<string, number>, functions: { name: string, place: string, stage: string, us: number }[],
 *   totalUs: number }} self time, in microseconds
 */
export function readProfile({ nodes, samples, timeDeltas }, fromUs = 0) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stageById = stagesById(nodes, byId);
  const [stages, functions] = [new Map(), new Map()];
  let [elapsed, totalUs] = [0, 0];
  for (const [at, id] of samples.entries()) {
    elapsed += timeDeltas[at];
    if (elapsed < fromUs) continue;
    // A sample's time is what passes until the next one.
    const us = Math.max(0, timeDeltas[at + 1] ?? 0);
    const stage = stageById.get(id);
    stages.set(stage, (stages.get(stage) ?? 0) + us);
    totalUs += us;
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    const key = `${functionName}:${url}:${lineNumber}`;
    const place =
      url === '' ? '' : `${url.replace(/^.*\/(?=(?:dist\/src|node_modules)\/)/, '')}:${lineNumber + 1}`;
    const found = functions.get(key) ?? { name: functionName || '(anonymous)', place, stage, us: 0 };
    found.us += us;
    functions.set(key, found);
  }
  return { stages, functions: [...functions.values()].sort((a, b) => b.us - a.us), totalUs };
}

function stagesById(nodes, byId) {
  const stageById = new Map();
  const visit = (start) => {
    const rest = [[start, 'other']];
    for (let next = rest.pop(); next; next = rest.pop()) {
      const [node, callerStage] = next;
      const stage = stageOf(node.callFrame, callerStage);
      stageById.set(node.id, stage);
      for (const id of node.children ?? []) rest.push([byId.get(id), stage]);
    }
  };
  visit(nodes[0]);
  return stageById;
}
