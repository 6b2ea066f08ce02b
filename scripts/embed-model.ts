// Puts a model artefact in the place of the embedded model: models/NAME.part-N, embedded.json, checksums.txt, and the
// parts of the former one out. The card (models/card.md) is written by hand, before this is run.
//   node scripts/embed-model.ts work/soro-270m/model soro-270m
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedModelSchema } from '../src/checkpoint/embedded-model.ts';
import { validateModelFile } from '../src/checkpoint/index.ts';
import { projectFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { hashFile } from '../src/core/fingerprint.ts';

/** Repositories refuse files of 100 MB, and warn of 50. */
const partBytes = 40_000_000;

const [artefact, name] = process.argv.slice(2);
if (!artefact || !name) throw new Error('Usage: node scripts/embed-model.ts MODEL-FOLDER NAME');

const folder = join(projectFolder, 'models');
const source = join(artefact, 'model.gguf');
await validateModelFile(source);
const { size } = await stat(source);
const parts = [];
const handle = await open(source);
for (let start = 0; start < size; start += partBytes) {
  const part = Buffer.alloc(Math.min(partBytes, size - start));
  await handle.read(part, 0, part.length, start);
  const file = `${name}.part-${parts.length + 1}`;
  await writeFileAtomically(join(folder, file), part);
  parts.push({ file, sizeBytes: part.length, sha256: await hashFile(join(folder, file)) });
}
await handle.close();
const model = embeddedModelSchema.parse({
  name: `${name}.gguf`,
  parts,
  sizeBytes: size,
  sha256: await hashFile(source),
});
await writeFileAtomically(join(folder, 'embedded.json'), `${JSON.stringify(model, null, 2)}\n`);
const kept = new Set(parts.map(({ file }) => file));
for (const file of await readdir(folder)) {
  if (/\.part-\d+$/.test(file) && !kept.has(file)) await rm(join(folder, file));
}
const listed = (await readdir(folder)).filter((file) => file !== 'checksums.txt').sort();
const lines = [];
for (const file of listed) lines.push(`${await hashFile(join(folder, file))}  ${file}\n`);
await writeFileAtomically(join(folder, 'checksums.txt'), lines.join(''));
console.log(`${model.name}: ${parts.length} parts, ${size} bytes`);
