// Builds the Debian package for a machine without internet: `node packaging/build-deb.mjs [folder]`. Everything is
// inside: Node, the packages, the built page, the model. Needs dpkg-deb, and the project set up (`npm run setup`).
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(project, 'work', 'packages'));
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch];
if (!architecture) fail(`There is no package for ${process.arch}.`, 'build on amd64 or arm64');
if (!existsSync(join(project, 'web/dist/index.html'))) fail('The page is not built.', 'npm run setup');

const name = `soro_${version}_${architecture}`;
const root = join(out, name);
const home = join(root, 'opt/soro');
rmSync(root, { recursive: true, force: true });
mkdirSync(home, { recursive: true });

for (const part of [
  'src',
  'models',
  'scripts',
  'docs',
  'benchmarks',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'NOTICE',
]) {
  if (existsSync(join(project, part))) copy(join(project, part), join(home, part));
}
copy(join(project, 'web/dist'), join(home, 'web/dist'));
copyPackages();
// The Node that runs this goes along: what was tried is what is installed.
mkdirSync(join(home, 'bin'), { recursive: true });
copy(process.execPath, join(home, 'bin/node'));
writeFileSync(join(home, 'bin/soro'), launcher(), { mode: 0o755 });
mkdirSync(join(root, 'usr/bin'), { recursive: true });
symlinkSync('/opt/soro/bin/soro', join(root, 'usr/bin/soro'));
writeUnit();
writeControl();
run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(out, `${name}.deb`)]);
rmSync(root, { recursive: true });
console.log(join(out, `${name}.deb`));

/** Production packages only, as the lockfile names them; tests, types and other platforms' binaries stay. */
function copyPackages() {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  for (const [path, entry] of Object.entries(packages)) {
    const isNested = path.lastIndexOf('node_modules/') > 0;
    if (!path.startsWith('node_modules/') || entry.dev || isNested || !existsSync(join(project, path)))
      continue;
    if (/^node_modules\/node-(?:bin-|linux-|darwin-|win-)/u.test(path)) continue;
    copy(join(project, path), join(home, path));
  }
}

function writeUnit() {
  const code = `const { serviceUnit } = await import('./src/school/index.ts');
    process.stdout.write(serviceUnit({ projectFolder: '/opt/soro', node: '/opt/soro/bin/node', data: '/var/lib/soro',
      user: 'soro', host: '0.0.0.0', port: 80 }));`;
  const { stdout } = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    code,
  ]);
  mkdirSync(join(root, 'usr/lib/systemd/system'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/systemd/system/soro.service'), stdout);
}

function writeControl() {
  const folder = join(root, 'DEBIAN');
  mkdirSync(folder, { recursive: true });
  const sizeKib = run('du', ['-sk', '--exclude=DEBIAN', root]).stdout.split('\t')[0];
  writeFileSync(
    join(folder, 'control'),
    `${[
      'Package: soro',
      `Version: ${version}`,
      `Architecture: ${architecture}`,
      'Maintainer: Soro <soro@localhost>',
      `Installed-Size: ${sizeKib}`,
      'Depends: libc6 (>= 2.28), libstdc++6 (>= 12), libgomp1, adduser',
      'Section: education',
      'Priority: optional',
      'Description: chat server for a school that speaks Tajik',
      ' Serves a small Tajik language model to the telephones of a school, without the internet.',
      ' Everything that is needed is inside. After installing: journalctl -u soro | grep set-up',
    ].join('\n')}\n`,
  );
  script(
    'postinst',
    `id -u soro >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/soro --shell /usr/sbin/nologin soro
install -d -o soro -g soro -m 0700 /var/lib/soro
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable soro
  systemctl restart soro
  echo 'Soro starts. The link to set the school up: journalctl -u soro | grep set-up'
fi`,
  );
  script(
    'prerm',
    `if [ -d /run/systemd/system ]; then
  systemctl stop soro || true
  if [ "$1" = remove ]; then systemctl disable soro || true; fi
fi`,
  );
  script(
    'postrm',
    `if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
# The school's data stay unless they are asked to go.
if [ "$1" = purge ]; then rm -rf /var/lib/soro; userdel soro 2>/dev/null || true; fi`,
  );

  function script(file, body) {
    writeFileSync(join(folder, file), `#!/bin/sh\nset -e\n${body}\n`);
    chmodSync(join(folder, file), 0o755);
  }
}

function launcher() {
  return `#!/bin/sh
: "\${SORO_DATA:=/var/lib/soro}"
: "\${SORO_CACHE:=\${SORO_DATA}/cache}"
export SORO_DATA SORO_CACHE
exec /opt/soro/bin/node --disable-warning=ExperimentalWarning /opt/soro/src/cli/main.ts "$@"
`;
}

function copy(from, to) {
  cpSync(from, to, { recursive: true, filter: (path) => !/\.test\.tsx?$|\/fixtures(?:\/|$)/u.test(path) });
}

function run(program, args) {
  const result = spawnSync(program, args, { cwd: project, encoding: 'utf8', maxBuffer: 1e8 });
  if (result.status !== 0)
    fail(`\`${program}\` failed: ${result.stderr ?? result.error}`, 'read what it says above');
  return result;
}

function fail(message, remedy) {
  console.error(`Error: ${message}\n  remedy: ${remedy}`);
  process.exit(2);
}
