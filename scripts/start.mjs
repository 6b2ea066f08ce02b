// `npm start`: sets up what is missing, then serves the chat page and opens it.
import { spawnSync } from 'node:child_process';
import { projectFolder } from './node-runtime.mjs';

const setup = spawnSync(process.execPath, [`${projectFolder}scripts/setup.mjs`], { stdio: 'inherit' });
if (setup.status !== 0) process.exit(setup.status ?? 1);
process.argv.splice(2, 0, 'serve', '--open-browser');
await import('./soro.mjs');
