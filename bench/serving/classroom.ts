import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { fairness, jain } from './classroom/fairness.ts';
import { attend, type PupilResult } from './classroom/pupil.ts';
import { lesson } from './classroom/script.ts';
import { type MeasuredServer, startLlamaServer, startOurs } from './classroom/servers.ts';

// A class that asks: our server beside llama-server (SORO_LLAMA_SERVER names the program, built from
// node-llama-cpp's gitRelease.bundle), the same lesson for both, alternating. Without the program ours alone.
const { values: flags } = parseArgs({
  args: (process.env.SORO_CLASSROOM ?? '').split(' ').filter(Boolean),
  options: {
    pupils: { type: 'string', default: '1,4,8,16,30' },
    turns: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '1' },
    pace: { type: 'string', default: '1' },
    places: { type: 'string', default: '30' },
    context: { type: 'string', default: '2048' },
    threads: { type: 'string', default: '1' },
    model: { type: 'string' },
  },
});
const settings = {
  modelFile: flags.model ?? (await assembleEmbeddedModel()),
  places: Number(flags.places),
  contextTokens: Number(flags.context),
  threads: Number(flags.threads),
};
const program = process.env.SORO_LLAMA_SERVER;
const hasPeer = program !== undefined && existsSync(program);
if (!hasPeer) console.log('llama-server is left out: SORO_LLAMA_SERVER does not name its program.');

const quantile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

async function measure(server: MeasuredServer, pupils: number) {
  const begun = performance.now();
  const scripts = lesson(pupils, Number(flags.turns), 2026, Number(flags.pace));
  const results = await Promise.all(scripts.map((one) => attend(one, server.address, server.model)));
  const seconds = (performance.now() - begun) / 1000;
  const firsts = results.flatMap((result) => result.firstTextMs);
  const waits = results.flatMap((result) =>
    result.waits.map((wait) => Math.abs(wait.announced - wait.actual)),
  );
  const speed = (result: PupilResult) => result.tokens / (result.answeringMs / 1000);
  return {
    tokensPerSecond: results.reduce((sum, result) => sum + result.tokens, 0) / seconds,
    p50: quantile(firsts, 0.5) / 1000,
    p95: quantile(firsts, 0.95) / 1000,
    fairness: fairness(results),
    jain: jain(results.map(speed)),
    slowest: Math.min(...results.map(speed)),
    unanswered: results.reduce((sum, result) => sum + result.unanswered, 0),
    errors: results.flatMap((result) => result.errors),
    waits: waits.length,
    waitError: waits.length > 0 ? quantile(waits, 0.5) : undefined,
    megabytes: server.peakResidentBytes() / 1e6,
  };
}

type Measured = Awaited<ReturnType<typeof measure>>;

function row(pupils: number, name: string, found: Measured): string {
  const cells = [
    pupils,
    name,
    found.tokensPerSecond.toFixed(1),
    found.p50.toFixed(2),
    found.p95.toFixed(2),
    found.fairness?.toFixed(3) ?? '–',
    found.jain.toFixed(3),
    found.slowest.toFixed(1),
    found.unanswered,
    found.waitError === undefined ? '–' : `${found.waitError.toFixed(1)} (${found.waits})`,
    found.megabytes.toFixed(0),
    loadavg()[0]?.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

console.log(
  `${settings.places} places of ${settings.contextTokens} tokens, ${settings.threads} thread(s), ` +
    `${flags.turns} questions a pupil, greedy, pauses × ${flags.pace}`,
);
console.log(
  '| pupils | server | tokens/s | first text p50 s | p95 s | Jain, each 5 s | Jain, lesson | slowest pupil tokens/s | unanswered | ' +
    'wait announced: median error s (n) | resident MB | load |',
);
console.log('| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const groups = flags.pupils.split(',').map(Number);
for (const pupils of Array.from({ length: Number(flags.rounds) }, () => groups).flat()) {
  const found: Measured[] = [];
  for (const start of [startOurs, ...(hasPeer ? [startLlamaServer.bind(undefined, program)] : [])]) {
    const server = await start(settings);
    try {
      const one = await measure(server, pupils);
      found.push(one);
      console.log(row(pupils, server.name, one));
      for (const error of one.errors) console.log(`  error: ${error}`);
    } finally {
      await server.stop();
    }
  }
  const [ours, theirs] = found;
  if (!ours || !theirs) continue;
  console.log(
    `  ratio at ${pupils}: tokens/s ${(ours.tokensPerSecond / theirs.tokensPerSecond).toFixed(2)}, ` +
      `first text p50 ${(ours.p50 / theirs.p50).toFixed(2)}, p95 ${(ours.p95 / theirs.p95).toFixed(2)}`,
  );
}
