// Builds the archive of a release: `node packaging/build-tarball.mjs [folder]`. Unpack it anywhere and start
// `bin/soro serve`; nothing has to be installed, nothing is compiled. `--unpacked FOLDER` writes the release itself,
// without Node: for the container.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, project, run, version, writeRelease } from './release.mjs';

const place = { data: '$PWD/soro-data' };
const [first, second] = process.argv.slice(2);
if (first === '--unpacked') {
  if (!second) fail('Name the folder.', 'node packaging/build-tarball.mjs --unpacked FOLDER');
  writeRelease(resolve(second), { ...place, withNode: false });
  console.log(resolve(second));
} else {
  const out = resolve(first ?? join(project, 'work', 'packages'));
  const name = `soro-${version}-${process.platform}-${process.arch}`;
  rmSync(join(out, name), { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeRelease(join(out, name), place);
  run('tar', ['-czf', join(out, `${name}.tar.gz`), '-C', out, name]);
  rmSync(join(out, name), { recursive: true });
  console.log(join(out, `${name}.tar.gz`));
}
