import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArtefact } from '../../src/core/artefact/build.ts';
import type { Executor } from '../../src/core/executor.ts';
import { createLocalExecutor } from '../../src/core/shards/local-executor.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { corpusSettings } from '../../src/corpus/settings.ts';
import { corpusStage } from '../../src/corpus/stage.ts';
import { build, documentsArtefact, words } from '../../src/corpus/testing/build-corpus.ts';

let executor: Executor;
beforeAll(() => {
  executor = createLocalExecutor(2);
});
afterAll(() => executor.close());

const passes = ['clean', 'passages', 'sign', 'match', 'decide', 'write'];
const steps = [{ step: 'normalise' }, { step: 'length', minimumCharacters: 60 }];
const line = words(9999, 12);
const documents = Array.from({ length: 60 }, (_, index) => ({
  source: index % 2 === 0 ? 'A' : 'B',
  text: `${words(index % 50, 60)}\n${line}`,
}));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('a corpus whose making is killed', () => {
  it('goes on after kill -9 in every pass, to the same files', { timeout: 300_000 }, async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'documents');
    const artefact = await documentsArtefact(documents, { target, perShard: 20, executor });
    const whole = await build(corpusStage, {
      settings: corpusSettings.parse({ steps }),
      inputs: { documents: artefact },
      target: join(folder, 'whole'),
      executor,
    });
    const killed = join(folder, 'killed');
    const flags = ['--documents', target, '--steps', ...steps.map((step) => JSON.stringify(step))];
    const run = () =>
      spawn(process.execPath, [main, '--workers', '2', 'corpus', ...flags, '--to', killed], {
        stdio: 'ignore',
      });
    for (const pass of passes) {
      const child = run();
      const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
      while (!existsSync(join(`${killed}.draft`, '.resume/completions', pass)) && child.exitCode === null) {
        await delay(5);
      }
      child.kill('SIGKILL');
      expect(await ended, `killed in ${pass}`).toBe('SIGKILL');
    }
    const last = run();
    expect(await new Promise((resolve) => last.once('exit', resolve))).toBe(0);
    const finished = await openArtefact(killed, ['corpus']);
    expect(finished.manifest.fingerprint).toBe(whole.manifest.fingerprint);
    expect(finished.manifest.files).toEqual(whole.manifest.files);
  });
});
