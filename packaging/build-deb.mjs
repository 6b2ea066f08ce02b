// Builds the Debian package for a machine without internet: `node packaging/build-deb.mjs [folder]`. Everything is
// inside: Node, the packages, the built page, the model. Needs dpkg-deb, and the project set up (`npm run setup`).
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, project, run, version, writeRelease } from './release.mjs';

const out = resolve(process.argv[2] ?? join(project, 'work', 'packages'));
const architecture = new Map([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
]).get(process.arch);
if (!architecture) fail(`There is no package for ${process.arch}.`, 'build on amd64 or arm64');

const name = `soro_${version}_${architecture}`;
const root = join(out, name);
rmSync(root, { recursive: true, force: true });
writeRelease(join(root, 'opt/soro'), { home: '/opt/soro', data: '/var/lib/soro' });
mkdirSync(join(root, 'usr/bin'), { recursive: true });
symlinkSync('/opt/soro/bin/soro', join(root, 'usr/bin/soro'));
writeUnit();
writeControl();
run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(out, `${name}.deb`)]);
rmSync(root, { recursive: true });
console.log(join(out, `${name}.deb`));

function writeUnit() {
  const code = `const { serviceUnit } = await import('./src/school/index.ts');
    process.stdout.write(serviceUnit({ projectFolder: '/opt/soro', node: '/opt/soro/bin/node', data: '/var/lib/soro',
      user: 'soro', host: '0.0.0.0', port: 80 }));`;
  const unit = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    code,
  ]);
  mkdirSync(join(root, 'usr/lib/systemd/system'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/systemd/system/soro.service'), unit);
}

function writeControl() {
  const folder = join(root, 'DEBIAN');
  mkdirSync(folder, { recursive: true });
  const sizeKib = run('du', ['-sk', '--exclude=DEBIAN', root]).split('\t')[0];
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

  /**
   * @param {string} file
   * @param {string} body
   */
  function script(file, body) {
    writeFileSync(join(folder, file), `#!/bin/sh\nset -e\n${body}\n`);
    chmodSync(join(folder, file), 0o755);
  }
}
