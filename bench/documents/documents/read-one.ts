// The process that bench/documents/documents.ts measures: reads one file into a documents artefact on one thread and
// prints seconds of processor time, peak resident memory and the number of documents as JSON.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArtefact } from '../../../src/core/artefact/build.ts';
import { silentProgress } from '../../../src/core/progress.ts';
import { createLocalExecutor } from '../../../src/core/shards/local-executor.ts';
import { documentsSettings } from '../../../src/documents/settings.ts';
import { documentsStage } from '../../../src/documents/stage.ts';

const [file = '', folder = ''] = process.argv.slice(2);
const executor = createLocalExecutor(1);
const started = process.cpuUsage();
const target = join(folder, 'artefact');
const artefact = await buildArtefact(documentsStage, {
  settings: documentsSettings.parse({ from: [file], sourceName: 'Bench', licence: 'CC0-1.0' }),
  inputs: {},
  target,
  executor,
  progress: silentProgress,
  signal: new AbortController().signal,
});
const { user, system } = process.cpuUsage(started);
await executor.close();
await rm(target, { recursive: true, force: true });
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  JSON.stringify({
    seconds: (user + system) / 1e6,
    peakBytes,
    documents: artefact.manifest.counts.documents,
  }),
);
