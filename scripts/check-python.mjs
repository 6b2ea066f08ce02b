// `npm run check:python`: ruff over trainer/, at the version that trainer/requirements-check.txt names with its hashes, and
// pyright, at the version of package-lock.json, with the types of what .venv holds.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fail, projectFolder } from './node-runtime.mjs';

const bin = `${projectFolder}.venv/${process.platform === 'win32' ? 'Scripts' : 'bin'}/`;
const requirements = 'trainer/requirements-check.txt';
const wanted = /^ruff==(\S+)/mu.exec(readFileSync(`${projectFolder}${requirements}`, 'utf8'))?.[1];

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: projectFolder, stdio: 'inherit' });
  if (error) fail(`${program} cannot be started: ${error.message}`, 'npm run setup -- --for training');
  return status ?? 1;
}

const found = spawnSync(`${bin}ruff`, ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (found !== `ruff ${wanted}`) {
  if (!existsSync(`${bin}pip`)) fail('There is no Python environment.', 'npm run setup -- --for training');
  const status = run(`${bin}pip`, ['install', '--quiet', '--require-hashes', '-r', requirements]);
  if (status !== 0) process.exit(status);
}
const faulty = run(`${bin}ruff`, ['check', '--config', 'trainer/ruff.toml', 'trainer']);
const mistyped = run(process.execPath, ['node_modules/pyright/index.js', '-p', 'trainer']);
process.exit(faulty || mistyped);
