// Puts the prebuilt llama.cpp of a platform other than Linux x64 in place of its stand-in:
//   node scripts/engine.mjs [linux-arm64 | win-x64 | mac-arm64-metal | …]
// Without a name: what this machine's processor needs; set-up calls that. Runs on any Node ≥ 18.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, projectFolder } from './node-runtime.mjs';

const engines = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'linux-riscv64': 'linux-riscv64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** Installs the engine of a platform unless it is there: the package's archive, unpacked in its place. */
export function installEngine(platform = engines[`${process.platform}-${process.arch}`]) {
  const folder = join(projectFolder, 'node_modules', '@node-llama-cpp');
  const { overrides } = readJson(join(projectFolder, 'package.json'));
  const known = Object.keys(overrides).map((name) => name.replace('@node-llama-cpp/', ''));
  if (platform === 'linux-x64') return;
  if (!known.includes(platform)) {
    fail(`There is no llama.cpp package for "${platform ?? process.arch}".`, `one of: ${known.join(', ')}`);
  }
  const target = join(folder, platform);
  if (readJson(join(target, 'package.json')).name !== 'absent-platform') return;

  const { version } = readJson(join(projectFolder, 'node_modules', 'node-llama-cpp', 'package.json'));
  console.log(`soro set-up: Installing llama.cpp for ${platform} …`);
  const temporary = mkdtempSync(join(folder, '.new-'));
  const archive = runIn(temporary, 'npm', ['pack', '--silent', `@node-llama-cpp/${platform}@${version}`]);
  runIn(temporary, 'tar', ['-xzf', archive.trim()]);
  rmSync(target, { recursive: true });
  renameSync(join(temporary, 'package'), target);
  rmSync(temporary, { recursive: true });
}

/** What the command printed; when it fails, its folder goes and the program ends. */
function runIn(cwd, command, args) {
  // npm is a script on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, shell, encoding: 'utf8' });
  if (status === 0) return stdout;
  rmSync(cwd, { recursive: true, force: true });
  const reason = stderr?.trim().split('\n').pop() ?? '';
  fail(
    `\`${command} ${args.join(' ')}\` failed: ${reason}`,
    'check the network and the package registry (`npm ping`), and run the same command again',
  );
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return fail(`${path} is missing or damaged.`, 'run `npm run setup`');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installEngine(process.argv[2]);
