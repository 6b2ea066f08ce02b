// Weights in parts, for links that take small files only:
//   npx node tools/gpu/weights.ts cut MODEL.gguf FOLDER --megabytes 15     MODEL.part-1 …, and embedded.json with their checksums
//   npx node tools/gpu/weights.ts join FOLDER TARGET_FOLDER                 checks every part; prints where the whole file is
// A checkpoint goes as GGUF (`soro quantise --type bf16`), which the stage `checkpoint` reads.
import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { splitModel } from '../../src/quantisation/index.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { megabytes: { type: 'string' } },
});
const [verb, from, to] = z.tuple([z.enum(['cut', 'join']), z.string(), z.string()]).parse(positionals);
await mkdir(to, { recursive: true });
if (verb === 'join') {
  console.log(await assembleEmbeddedModel({ modelsFolder: from, cacheFolder: to }));
} else {
  const partSizeBytes = z.coerce.number().positive().default(15).parse(values.megabytes) * 1e6;
  const { parts } = await splitModel(from, to, {
    name: basename(from, '.gguf').toLowerCase(),
    partSizeBytes,
  });
  console.log(`${to}: ${parts.length} parts`);
}
