// `npm run bench [name …]`: runs measurements, each beside a named peer. Without names: all of them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fail, findNode, nodeEnvironment, nodeFlags, projectFolder } from '../scripts/node-runtime.mjs';

const all = readdirSync(`${projectFolder}bench`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !all.includes(name));
if (unknown) fail(`There is no measurement "${unknown}".`, `one of: ${all.join(', ')}`);

for (const name of chosen.length > 0 ? chosen : all) {
  console.log(`── ${name}`);
  const { status } = spawnSync(
    findNode() ?? process.execPath,
    [...nodeFlags, `${projectFolder}bench/${name}.ts`],
    { stdio: 'inherit', env: nodeEnvironment },
  );
  if (status !== 0) process.exitCode = 1;
}
