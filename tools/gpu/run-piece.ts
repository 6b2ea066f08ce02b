// A recipe in pieces, for a GPU that is at hand for minutes only:
//   npx node tools/gpu/run-piece.ts recipes/soro-270m.yaml --minutes 9
// Runs `soro make` and stops it in time to write a training checkpoint. Exit code 0: the recipe is finished; 3: the same
// command continues. What is to travel between machines are the recipe's work folder or, smaller, weights in parts
// (tools/gpu/weights.ts).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { projectFolder } from '../../src/core/configuration.ts';

const moreToDo = 3;
/** Compiling and a step of a large model can be under way when the time is over. */
const graceSeconds = 60;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' } },
});
const [recipe] = z.tuple([z.string()]).parse(positionals);
const minutes = z.coerce.number().positive().default(9).parse(values.minutes);
const runSeconds = Math.max(1, minutes * 60 - graceSeconds);

const child = spawn(process.execPath, [join(projectFolder, 'scripts/soro.mjs'), 'make', recipe], {
  stdio: 'inherit',
  detached: true,
});
const group = child.pid;
if (group === undefined) throw new Error('soro make could not be started.');
/** To the whole group, as a terminal's Ctrl-C: the start script does not hand SIGINT on. */
const send = (signal: NodeJS.Signals) => {
  if (child.exitCode === null) process.kill(-group, signal);
};

let outOfTime = false;
const stop = setTimeout(() => {
  outOfTime = true;
  send('SIGINT');
}, runSeconds * 1000);
const kill = setTimeout(() => send('SIGKILL'), (runSeconds + graceSeconds) * 1000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => send('SIGINT'));

const [code] = await once(child, 'close');
clearTimeout(stop);
clearTimeout(kill);
process.exitCode = outOfTime && code !== 0 ? moreToDo : (code ?? 1);
