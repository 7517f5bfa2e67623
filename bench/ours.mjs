import { currentNode, installCurrentNode } from "../scripts/current-node.mjs";

/** The Node that everything runs in: the current one, which a check does without where it is not installed. */
export async function benchNode({ check }) {
  if (!check) await installCurrentNode();
  return currentNode() ?? process.execPath;
}

/** How each build of ours starts in `node`, and a sentence about each that cannot. */
export function builds(node, script) {
  const found = [];
  const missing = [];
  for (const name of ["strict", "relaxed"])
    if (name === "relaxed" && node !== currentNode()) missing.push(`${name} (no current Node)`);
    else found.push({ name, ours: true, inPages: true, command: [node, script, name] });
  return { found, missing };
}
