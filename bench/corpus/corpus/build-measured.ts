// One measured run in a process of its own: `node build-measured.ts documents|fineweb2|standard FROM TO`.
// Prints processor seconds and peak memory of the whole process, threads included.
import { buildArtefact, openArtefact } from '../../../src/core/artefact/build.ts';
import { silentProgress } from '../../../src/core/progress.ts';
import { createLocalExecutor } from '../../../src/core/shards/local-executor.ts';
import { corpusSettings } from '../../../src/corpus/settings.ts';
import { corpusStage } from '../../../src/corpus/stage.ts';
import { documentsStage } from '../../../src/documents/stage.ts';

/** What datatrove does too, and nothing else. */
const fineweb2 = {
  steps: [{ step: 'gopher-repetition' }, { step: 'fineweb-quality' }, { step: 'gopher-quality' }],
  repeatedPassages: false,
  duplicates: { keep: 'first' },
};

const [what = '', from = '', target = ''] = process.argv.slice(2);
const executor = createLocalExecutor();
const shared = { target, executor, progress: silentProgress, signal: new AbortController().signal };
if (what === 'documents') {
  const settings = documentsStage.settings.parse({ from: [from] });
  await buildArtefact(documentsStage, { settings, inputs: {}, ...shared });
} else {
  const inputs = { documents: await openArtefact(from, ['documents']) };
  const settings = corpusSettings.parse(what === 'fineweb2' ? fineweb2 : {});
  await buildArtefact(corpusStage, { settings, inputs, ...shared });
}
await executor.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 }));
