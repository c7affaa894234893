// Makes the optional peers in package.json dependencies. A host that imports the library installs them only if it uses
// them; the image holds the application and its command line, which always use them. The versions are those of
// package-lock.json. Usage: node application-packages.mjs && npm install --omit=dev
import { readFile, writeFile } from 'node:fs/promises';

const description = JSON.parse(await readFile('package.json', 'utf8'));
const { dependencies, devDependencies, peerDependencies, peerDependenciesMeta } = description;
for (const [name, { optional }] of Object.entries(peerDependenciesMeta)) {
  if (!optional) continue;
  dependencies[name] = peerDependencies[name];
  delete devDependencies[name];
  delete peerDependencies[name];
  delete peerDependenciesMeta[name];
}
await writeFile('package.json', `${JSON.stringify(description, null, 2)}\n`);
