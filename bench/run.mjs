// `npm run bench [name …]`: runs measurements, each beside a named peer. Without names: all of them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fail, findNode, nodeEnvironment, nodeFlags, projectFolder } from '../scripts/node-runtime.mjs';

// A measurement is a file here or in one of these folders; what lies deeper only helps a measurement.
const folders = ['', 'corpus/', 'documents/', 'fleet/', 'language/', 'models/', 'serving/', 'training/'];
const files = new Map(
  folders.flatMap((folder) =>
    readdirSync(`${projectFolder}bench/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name.slice(0, -3), `${projectFolder}bench/${folder}${name}`]),
  ),
);
const all = [...files.keys()].sort();
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !files.has(name));
if (unknown) fail(`There is no measurement "${unknown}".`, `one of: ${all.join(', ')}`);

for (const name of chosen.length > 0 ? chosen : all) {
  console.log(`── ${name}`);
  const { status } = spawnSync(findNode() ?? process.execPath, [...nodeFlags, files.get(name) ?? name], {
    stdio: 'inherit',
    env: nodeEnvironment,
  });
  if (status !== 0) process.exitCode = 1;
}
