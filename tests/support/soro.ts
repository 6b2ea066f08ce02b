import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../src/core/configuration.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Starts `soro` as its own process group, so that a test can kill it with all its children. */
export function startSoro(argv: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...argv], {
    // As scripts/soro.mjs starts it.
    env: {
      NODE_COMPILE_CACHE: join(projectFolder, '.cache/compiled'),
      ...process.env,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Runs `soro` to its end. */
export async function soro(argv: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Finished> {
  return finish(startSoro(argv, environment));
}

/** Waits for the end of a process and collects what it printed. */
export async function finish(child: ChildProcess): Promise<Finished> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}

/** `kill -9` of a process and all its children. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
