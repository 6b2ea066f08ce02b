// Puts a model artefact in the place of the embedded model: models/NAME.part-N, embedded.json, checksums.txt, and the
// parts of the former one out. The card (models/card.md) is written by hand, before this is run.
//   node packaging/embed-model.ts work/soro-270m/model soro-270m
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedModelSchema } from '../src/checkpoint/embedded-model.ts';
import { validateModelFile } from '../src/checkpoint/index.ts';
import { projectFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { hashFile, sha256 } from '../src/core/fingerprint.ts';

/** Repositories refuse files of 100 MB, and warn of 50. */
const partBytes = 40_000_000;

const [artefact, name] = process.argv.slice(2);
if (!artefact || !name) throw new Error('Usage: node packaging/embed-model.ts MODEL-FOLDER NAME');

const folder = join(projectFolder, 'models');
const source = join(artefact, 'model.gguf');
await validateModelFile(source);
const whole = await readFile(source);
const parts = Array.from({ length: Math.ceil(whole.length / partBytes) }, (_, index) => ({
  file: `${name}.part-${index + 1}`,
  bytes: whole.subarray(index * partBytes, (index + 1) * partBytes),
}));
const model = embeddedModelSchema.parse({
  name: `${name}.gguf`,
  parts: parts.map(({ file, bytes }) => ({ file, sizeBytes: bytes.length, sha256: sha256(bytes) })),
  sizeBytes: whole.length,
  sha256: sha256(whole),
});
for (const { file, bytes } of parts) await writeFileAtomically(join(folder, file), bytes);
await writeFileAtomically(join(folder, 'embedded.json'), `${JSON.stringify(model, null, 2)}\n`);

const kept = new Set(parts.map(({ file }) => file));
const listed: string[] = [];
for (const file of (await readdir(folder)).sort()) {
  if (/\.part-\d+$/.test(file) && !kept.has(file)) await rm(join(folder, file));
  else if (file !== 'checksums.txt') listed.push(`${await hashFile(join(folder, file))}  ${file}\n`);
}
await writeFileAtomically(join(folder, 'checksums.txt'), listed.join(''));
console.log(`${model.name}: ${parts.length} parts, ${whole.length} bytes`);
