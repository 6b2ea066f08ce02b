// Sets the project up; runs on any Node ≥ 18 and does only what is missing or out of date.
//   node scripts/setup.mjs [--for running|training|ray|tests|development]
// running: packages, page, embedded model. training, ray: also the Python environment. tests: everything.
// development: packages of tests without Python.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, findNode, nodeFlags, projectFolder } from './node-runtime.mjs';

const profiles = ['running', 'training', 'ray', 'tests', 'development'];
const profile = process.argv.includes('--for')
  ? (process.argv[process.argv.indexOf('--for') + 1] ?? '')
  : 'running';
if (!profiles.includes(profile)) fail(`Unknown set-up "${profile}".`, `one of: ${profiles.join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old to set Soro up.`, 'install Node 20 or later');
}
process.chdir(projectFolder);

const withTests = profile === 'tests' || profile === 'development';
const withTraining = profile === 'tests' || profile === 'training';
const withRay = profile === 'tests' || profile === 'ray';

installPackages();
checkEngine();
const node = findNode() ?? noNode();
buildPage();
assembleModel();
createPythonEnvironment();

function noNode() {
  return fail(
    `Soro needs Node 24; this is ${process.version} and no packaged Node was found for ${process.platform}-${process.arch}.`,
    'install Node 24 or later and run the same command again',
  );
}

function installPackages() {
  const stamp = 'node_modules/.soro-packages';
  const wanted = hashFiles(['package-lock.json', 'package.json']);
  const [have, scope] = readStamp(stamp).split(' ');
  if (have === wanted && (scope === 'all' || !withTests)) return;
  const scopeNow = withTests || scope === 'all' ? 'all' : 'running';
  say(`Installing packages (${scopeNow === 'all' ? 'with those for tests' : 'what running needs'}) …`);
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(scopeNow === 'all' ? [] : ['--omit=dev'])],
    {
      remedy: 'check that a package registry can be reached (`npm ping`) and run the same command again',
    },
  );
  writeStamp(stamp, `${wanted} ${scopeNow}`);
}

/** npm leaves out an optional package in silence when there is none for this machine or it could not be had. */
function checkEngine() {
  const folder = 'node_modules/@node-llama-cpp';
  if (existsSync(folder) && readdirSync(folder).length > 0) return;
  rmSync('node_modules/.soro-packages', { force: true });
  fail(
    `No package with llama.cpp for ${process.platform}-${process.arch} was installed.`,
    'check that the package registry serves it (docs/install.md names the platforms) and run the same command again',
  );
}

function buildPage() {
  const stamp = 'web/dist/.soro-page';
  const sources = listFiles('web').filter((path) => !path.startsWith('web/dist/'));
  const wanted = hashFiles(['package-lock.json', ...sources]);
  if (readStamp(stamp) === wanted) return;
  say('Building the page …');
  run(node, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'], {
    remedy: 'this is a defect: please report the lines above',
  });
  writeStamp(stamp, wanted);
}

function assembleModel() {
  const code = `const { assembleEmbeddedModel } = await import('./src/checkpoint/embedded-model.ts');
    const { formatError } = await import('./src/core/errors.ts');
    await assembleEmbeddedModel().catch((error) => { console.error(formatError(error)); process.exit(2); });`;
  if (!existsSync('.cache')) say('Assembling the embedded model …');
  run(node, [...nodeFlags, '--input-type=module', '--eval', code]);
}

function createPythonEnvironment() {
  const hadRay = existsSync('.venv/.soro-ray');
  if (withTraining) {
    installRequirements('trainer/requirements.txt', '.venv/.soro-python', {
      what: 'torch and transformers, about 5 GB',
      afresh: true,
    });
  }
  // The two files agree on the versions of what both need.
  if (withRay || (withTraining && hadRay)) {
    installRequirements('trainer/requirements-ray.txt', '.venv/.soro-ray', { what: 'Ray, about 290 MB' });
  }
}

/**
 * @param {string} file
 * @param {string} stamp
 * @param {{ what: string, afresh?: boolean }} options
 */
function installRequirements(file, stamp, { what, afresh = false }) {
  const wanted = hashFiles([file]);
  if (readStamp(stamp) === wanted) return;
  const python = ['python3', 'python'].find((name) => isPython(name));
  if (!python) {
    fail(
      'Python 3.11 or later was not found.',
      'install it (Debian: `apt install python3 python3-venv`) and run again',
    );
  }
  say(`Installing into the Python environment .venv (${what}; once) …`);
  const pip = process.platform === 'win32' ? '.venv/Scripts/pip' : '.venv/bin/pip';
  if (afresh) rmSync('.venv', { recursive: true, force: true });
  if (!existsSync(pip)) {
    run(python, ['-m', 'venv', '.venv'], { remedy: 'on Debian: `apt install python3-venv`' });
  }
  run(pip, ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', file], {
    remedy: `check the disk (${what}) and the package registry, and run the same command again`,
  });
  writeStamp(stamp, wanted);
}

/** @param {string} name */
function isPython(name) {
  const check = 'import sys, venv; sys.exit(sys.version_info < (3, 11))';
  return spawnSync(name, ['-c', check]).status === 0;
}

/**
 * Runs a program to its end; without a `remedy` it has said itself what is wrong.
 * @param {string} command
 * @param {string[]} args
 * @param {{ remedy?: string }} options
 */
function run(command, args, { remedy } = {}) {
  // npm is a script on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell });
  if (status === 0) return;
  if (!remedy) process.exit(status ?? 1);
  fail(
    `\`${command} ${args[0]}\` failed${error ? `: ${error.message}` : ` with exit code ${status}`}.`,
    remedy,
  );
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(folder) {
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...listFiles(path));
    else found.push(path);
  }
  return found.sort();
}

/** @param {string[]} paths */
function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

/** @param {string} path */
function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

/**
 * @param {string} path
 * @param {string} text
 */
function writeStamp(path, text) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${text}\n`);
}

/** @param {string} text */
function say(text) {
  console.log(`soro set-up: ${text}`);
}
