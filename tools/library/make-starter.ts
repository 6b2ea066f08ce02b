// Packs ../shared/data/lessons/articles.jsonl (CC0, written for this project by an assistant model) into the starter
// library that ships with Soro.
//   node tools/library/make-starter.ts
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { projectFolder } from '../../src/core/configuration.ts';
import { writeFileAtomically } from '../../src/core/files.ts';
import { readLessons } from './training-library.ts';

const articles = (await readLessons()).sort((one, other) => (one.id < other.id ? -1 : 1));
const lines = articles.map((article) => `${JSON.stringify(article)}\n`).join('');
const packed = zstdCompressSync(lines, {
  params: { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 23 },
});
await writeFileAtomically(join(projectFolder, 'src/library/starter/articles.jsonl.zst'), packed);
process.stdout.write(`${articles.length} articles, ${packed.length} bytes\n`);
