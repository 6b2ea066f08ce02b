// Run after `npm install` has changed package-lock.json: `node scripts/complete-lockfile.mjs`.
// A registry that does not serve the optional packages of other platforms leaves them out of the lockfile,
// and `npm ci` then refuses it everywhere. This adds them, with the platform that their name tells.
import { readFileSync, writeFileSync } from 'node:fs';
import { projectFolder } from './node-runtime.mjs';

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const file = `${projectFolder}package-lock.json`;
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path]?.version || lock.packages[path]?.link) continue;
    const system = systems.find((candidate) => name.includes(candidate));
    const processor = processors.find((candidate) => name.includes(candidate));
    if (!system || !/^\d/.test(version)) throw new Error(`${name}@${version}: not a pinned platform package`);
    lock.packages[path] = {
      version,
      ...(processor && { cpu: [processor] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      os: [system],
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} packages of other platforms added`);
