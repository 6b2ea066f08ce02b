// What every release carries: the program, the built page, the model, and the packages that run; no compiler, no tests.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimePackages } from './runtime-packages.mjs';

export const project = fileURLToPath(new URL('..', import.meta.url));
export const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const parts = [
  'src',
  'models',
  'scripts',
  'docs',
  'benchmarks',
  'web/dist',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'NOTICE',
];

/**
 * Writes a release into a folder; `home` is where it will lie on the school's machine, or undefined when it may lie
 * anywhere; `withNode: false` where the machine has its own Node (a container).
 * @param {string} target
 * @param {{ home?: string, data: string, withNode?: boolean }} place
 */
export function writeRelease(target, { home, data, withNode = true }) {
  if (!existsSync(join(project, 'web/dist/index.html'))) fail('The page is not built.', 'npm run setup');
  mkdirSync(target, { recursive: true });
  for (const part of parts) if (existsSync(join(project, part))) copy(part, target);
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  for (const path of runtimePackages(lock)) if (existsSync(join(project, path))) copy(path, target);
  if (!withNode) return;
  // The Node that runs this goes along: what was tried is what is installed.
  mkdirSync(join(target, 'bin'), { recursive: true });
  cpSync(process.execPath, join(target, 'bin/node'));
  chmodSync(join(target, 'bin/node'), 0o755);
  writeFileSync(join(target, 'bin/soro'), launcher(home, data), { mode: 0o755 });
}

/**
 * @param {string | undefined} home
 * @param {string} data
 */
function launcher(home, data) {
  // Nothing but the shell: the machine may have no other programs.
  const found = home
    ? `home=${home}`
    : `case "$0" in */*) self=$0 ;; *) self=$(command -v -- "$0") ;; esac
home=$(CDPATH= cd -- "\${self%/*}/.." && pwd)`;
  return `#!/bin/sh
${found}
: "\${SORO_DATA:=${data}}"
: "\${SORO_CACHE:=\${SORO_DATA}/cache}"
export SORO_DATA SORO_CACHE
exec "$home/bin/node" --disable-warning=ExperimentalWarning "$home/src/cli/main.ts" "$@"
`;
}

/**
 * @param {string} part
 * @param {string} target
 */
function copy(part, target) {
  cpSync(join(project, part), join(target, part), {
    recursive: true,
    filter: (path) => !/\.test\.tsx?$|\/fixtures(?:\/|$)/u.test(path),
  });
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} parameters
 */
export function run(program, parameters) {
  const result = spawnSync(program, parameters, { cwd: project, encoding: 'utf8', maxBuffer: 1e8 });
  if (result.status !== 0)
    fail(`\`${program}\` failed: ${result.stderr ?? result.error}`, 'read what it says above');
  return result.stdout;
}

/**
 * @param {string} message
 * @param {string} remedy
 * @returns {never}
 */
export function fail(message, remedy) {
  console.error(`Error: ${message}\n  remedy: ${remedy}`);
  process.exit(2);
}
