#!/usr/bin/env node
// The `soro` command: starts src/cli/main.ts under Node 24, whatever Node runs this file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fail, findNode, nodeEnvironment, nodeFlags, projectFolder } from './node-runtime.mjs';

const node = findNode();
if (!existsSync(`${projectFolder}node_modules/commander`)) {
  fail('Soro is not set up yet.', `run \`npm run setup\` in ${projectFolder}`);
}
if (!node) {
  fail(
    `Soro needs Node 24; this is ${process.version} and no packaged Node was found for ${process.platform}-${process.arch}.`,
    'install Node 24 or later and run the same command again',
  );
}

const child = spawn(node, [...nodeFlags, `${projectFolder}src/cli/main.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: nodeEnvironment,
});
// A terminal's Ctrl-C reaches the child by itself; this process only waits for it.
process.on('SIGINT', () => {});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
