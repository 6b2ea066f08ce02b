import { parseArgs } from 'node:util';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { fitsSchema } from '../../tests/support/schemas/fits-schema.ts';
import { randomSchema } from '../../tests/support/schemas/random-schema.ts';
import { type WalkResult, walkGrammars } from '../../tests/support/schemas/walk-grammars.ts';

// Random JSON schemas, a random way through the grammar of each: what they cost, and whether what they let through is
// valid. `npm run bench schema-fuzz`, or `node bench/serving/schema-fuzz.ts --count 2000 --first 1`.

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    first: { type: 'string', default: '1' },
    tokens: { type: 'string', default: '48' },
  },
});
const [count, first, mostTokens] = [Number(values.count), Number(values.first), Number(values.tokens)];

const batch = 2000;
const slowest: WalkResult[] = [];
const totals = { refused: 0, stopped: 0, whole: 0, cut: 0, wrong: 0 };
let residentBytes = { first: 0, most: 0 };
const begun = performance.now();

for (let done = 0; done < count; done += batch) {
  const walks = await walkGrammars({
    modelFile: await assembleEmbeddedModel(),
    first: first + done,
    count: Math.min(batch, count - done),
    mostTokens,
    onResult: look,
  });
  if (walks.residentBytes.most - walks.residentBytes.first > residentBytes.most - residentBytes.first) {
    residentBytes = walks.residentBytes;
  }
}

function look(result: WalkResult): void {
  slowest.push(result);
  slowest.sort((a, b) => b.cpuMs - a.cpuMs).splice(5);
  if (result.refused !== undefined) totals.refused += 1;
  else if (result.stopped !== undefined) totals.stopped += 1;
  else if (!result.whole) totals.cut += 1;
  else if (fitsSchema(JSON.parse(result.answer ?? ''), randomSchema(result.seed))) totals.whole += 1;
  else {
    totals.wrong += 1;
    console.log(`seed ${result.seed}: not valid: ${result.answer}`);
  }
  if (result.stopped !== undefined) console.log(`seed ${result.seed}: ${result.stopped}`);
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
console.log(
  `schemas ${count}, refused ${totals.refused}, whole and valid ${totals.whole}, not valid ${totals.wrong},`,
);
console.log(`cut at ${mostTokens} tokens ${totals.cut}, given up ${totals.stopped}`);
console.log(`memory before ${megabytes(residentBytes.first)} MB, most ${megabytes(residentBytes.most)} MB`);
console.log(`${Math.round((performance.now() - begun) / 1000)} s; the slowest, in ms of processor time:`);
for (const { seed, cpuMs, grammarMs, openMs } of slowest) {
  console.log(
    `  seed ${seed}: ${cpuMs.toFixed(0)}, grammar ${grammarMs?.toFixed(0)}, read ${openMs?.toFixed(0)}`,
  );
}
