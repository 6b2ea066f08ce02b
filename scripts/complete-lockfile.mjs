// Run after `npm install` has changed package-lock.json: `node scripts/complete-lockfile.mjs`.
// A registry that does not serve the optional packages of other platforms leaves them out of the lockfile, and `npm ci`
// then refuses it everywhere. This adds them, with the platform that their name tells. A package that names more
// processors than the one it was built for gets that one, so that no machine installs another machine's libraries.
import { readFileSync, writeFileSync } from 'node:fs';
import { projectFolder } from './node-runtime.mjs';

/** Part of a package's name → npm's name of the system.
 * @type {Readonly<Record<string, string>>}
 */
const systems = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  mac: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win: 'win32',
  win32: 'win32',
};
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
    const known = lock.packages[path];
    const parts = name.split(/[^a-z0-9]+/u);
    const system = parts.map((part) => systems[part]).find(Boolean);
    const processor = processors.find((candidate) => parts.includes(candidate));
    if (known?.version) {
      if (processor && known.cpu?.length > 1) known.cpu = [processor];
      continue;
    }
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
