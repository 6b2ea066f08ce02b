import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadInputError, CorruptArtefactError, InterruptedError } from '../errors.ts';
import { type Progress, silentProgress } from '../progress.ts';
import { createLocalExecutor } from '../shards/local-executor.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { buildArtefact, openArtefact } from './build.ts';
import { defineStage, type StageContext } from './stage.ts';

const settingsSchema = z.strictObject({ text: z.string(), threads: z.number().default(1) });
type Settings = z.output<typeof settingsSchema>;

function stageThat(build: (context: StageContext<Settings>) => Promise<void>, formatVersion = 1) {
  return defineStage({
    name: 'example',
    kind: 'documents',
    formatVersion,
    inputs: { corpus: { kinds: ['corpus'], optional: true } },
    settings: settingsSchema,
    incidentalSettings: ['threads'],
    async build(context) {
      await build(context);
      return { counts: { documents: 1 } };
    },
  });
}

const writeText = (context: StageContext<Settings>) =>
  writeFile(context.draft.path('text.txt'), context.settings.text);

async function build(
  stage: ReturnType<typeof stageThat>,
  target: string,
  settings: Settings,
  progress: Progress = silentProgress,
) {
  const executor = createLocalExecutor(1);
  return buildArtefact(stage, {
    settings,
    inputs: {},
    target,
    executor,
    progress,
    signal: new AbortController().signal,
  });
}

describe('buildArtefact', () => {
  it('writes a finished folder with its manifest and checksums, and nothing beside it', async () => {
    const folder = await temporaryFolder();
    const { manifest } = await build(stageThat(writeText), join(folder, 'out'), {
      text: 'салом',
      threads: 1,
    });
    expect(await readdir(folder)).toEqual(['out']);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['manifest.json', 'text.txt']);
    expect(manifest.files).toEqual([expect.objectContaining({ path: 'text.txt', sizeBytes: 10 })]);
    const opened = await openArtefact(join(folder, 'out'), ['documents']);
    expect(opened.manifest).toEqual(manifest);
  });

  it('leaves nothing beside the target when the input was wrong', async () => {
    const folder = await temporaryFolder();
    const stage = stageThat(async ({ draft }) => {
      await writeFile(draft.resumePath('completion.json'), '{}');
      throw new BadInputError({ message: 'The book is empty.', remedy: 'Name another.' });
    });
    await expect(build(stage, join(folder, 'out'), { text: 'а', threads: 1 })).rejects.toThrow(BadInputError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps what helps to resume when the error says so', async () => {
    const folder = await temporaryFolder();
    const stage = stageThat(async ({ draft }) => {
      await writeFile(draft.resumePath('answers.jsonl'), '{}');
      throw new BadInputError({
        message: 'The key has expired.',
        remedy: 'Renew it.',
        unfinishedWork: 'keep',
      });
    });
    await expect(build(stage, join(folder, 'out'), { text: 'а', threads: 1 })).rejects.toThrow(BadInputError);
    expect(await readdir(join(folder, 'out.draft', '.resume'))).toContain('answers.jsonl');
  });

  it('deletes no draft whose marker it cannot read', async () => {
    const folder = await temporaryFolder();
    const resume = join(folder, 'out.draft', '.resume');
    // A folder where a file should be: reading it fails, and not because it is missing.
    await mkdir(join(resume, 'fingerprint'), { recursive: true });
    await writeFile(join(resume, 'checkpoint-100'), 'weights');
    await expect(
      build(stageThat(writeText), join(folder, 'out'), { text: 'а', threads: 1 }),
    ).rejects.toThrow();
    expect(await readFile(join(resume, 'checkpoint-100'), 'utf8')).toBe('weights');
    expect(await readdir(folder)).toEqual(['out.draft']);
  });

  it('says what it replaces, and in what that differs', async () => {
    const target = join(await temporaryFolder(), 'out');
    const said: string[] = [];
    const progress = { ...silentProgress, log: (message: string) => void said.push(message) };
    const stage = stageThat(writeText);
    await build(stage, target, { text: 'а', threads: 1 }, progress);
    await build(stage, target, { text: 'а', threads: 2 }, progress);
    expect(said).toEqual([]);
    await build(stage, target, { text: 'б', threads: 1 }, progress);
    await build(stageThat(writeText, 2), target, { text: 'б', threads: 1 }, progress);
    expect(said).toEqual([
      `${target}: the documents artefact that is there (made from other settings) will be replaced.`,
      `${target}: the documents artefact that is there (an older format) will be replaced.`,
    ]);
  });

  it('does nothing when the same work stands already, whatever the number of threads', async () => {
    const target = join(await temporaryFolder(), 'out');
    let builds = 0;
    const stage = stageThat(async (context) => {
      builds += 1;
      await writeText(context);
    });
    await build(stage, target, { text: 'а', threads: 1 });
    await build(stage, target, { text: 'а', threads: 2 });
    expect(builds).toBe(1);
    await build(stage, target, { text: 'б', threads: 1 });
    expect(builds).toBe(2);
    expect(await readFile(join(target, 'text.txt'), 'utf8')).toBe('б');
  });

  it('builds again when the format version rises', async () => {
    const target = join(await temporaryFolder(), 'out');
    const first = await build(stageThat(writeText), target, { text: 'а', threads: 1 });
    const second = await build(stageThat(writeText, 2), target, { text: 'а', threads: 1 });
    expect(second.manifest.fingerprint).not.toBe(first.manifest.fingerprint);
  });

  it('leaves nothing behind when the stage fails, and keeps the older artefact', async () => {
    const folder = await temporaryFolder();
    await build(stageThat(writeText), join(folder, 'out'), { text: 'old', threads: 1 });
    const failing = stageThat(async (context) => {
      await writeText(context);
      throw new BadInputError({ message: 'no', remedy: 'none' });
    });
    await expect(build(failing, join(folder, 'out'), { text: 'new', threads: 1 })).rejects.toThrow(
      BadInputError,
    );
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(join(folder, 'out', 'text.txt'), 'utf8')).toBe('old');
  });

  it('keeps what helps to resume when it is interrupted, and goes on from it', async () => {
    const folder = await temporaryFolder();
    let attempt = 0;
    const stage = stageThat(async (context) => {
      attempt += 1;
      const half = context.draft.resumePath('half');
      if (attempt === 1) {
        await writeFile(half, 'first half');
        throw new InterruptedError();
      }
      await writeFile(context.draft.path('text.txt'), await readFile(half));
    });
    await expect(build(stage, join(folder, 'out'), { text: 'a', threads: 1 })).rejects.toThrow(
      InterruptedError,
    );
    expect(await readdir(folder)).toEqual(['out.draft']);
    await build(stage, join(folder, 'out'), { text: 'a', threads: 1 });
    expect(await readFile(join(folder, 'out', 'text.txt'), 'utf8')).toBe('first half');
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('throws away the leftovers of other work', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'out.draft', '.resume'), { recursive: true });
    await writeFile(join(folder, 'out.draft', 'stale.txt'), 'x');
    await build(stageThat(writeText), join(folder, 'out'), { text: 'a', threads: 1 });
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['manifest.json', 'text.txt']);
  });

  it('leaves out what a worker that was killed has half-written', async () => {
    const target = join(await temporaryFolder(), 'out');
    const stage = stageThat(async (context) => {
      await writeText(context);
      await writeFile(context.draft.path('text.txt.0badcafe.tmp'), 'ha');
    });
    const { manifest } = await build(stage, target, { text: 'a', threads: 1 });
    expect(manifest.files.map(({ path }) => path)).toEqual(['text.txt']);
    expect((await readdir(target)).sort()).toEqual(['manifest.json', 'text.txt']);
  });

  it('never replaces a folder that Soro did not write', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'photos'));
    await writeFile(join(folder, 'photos', 'mine.jpg'), 'x');
    await expect(
      build(stageThat(writeText), join(folder, 'photos'), { text: 'a', threads: 1 }),
    ).rejects.toThrow(/not written by Soro/);
    expect(await readdir(join(folder, 'photos'))).toEqual(['mine.jpg']);
  });

  it('puts an artefact back that a crash left renamed away', async () => {
    const folder = await temporaryFolder();
    const stage = stageThat(writeText);
    await build(stage, join(folder, 'out.previous'), { text: 'a', threads: 1 });
    const failing = stageThat(async () => {
      throw new BadInputError({ message: 'no', remedy: 'none' });
    });
    await expect(build(failing, join(folder, 'out'), { text: 'b', threads: 1 })).rejects.toThrow();
    expect(await readFile(join(folder, 'out', 'text.txt'), 'utf8')).toBe('a');
  });

  it('reports a damaged manifest as damage, with what to delete', async () => {
    const folder = await temporaryFolder();
    await build(stageThat(writeText), join(folder, 'out'), { text: 'a', threads: 1 });
    await writeFile(join(folder, 'out', 'manifest.json'), '{"kind": "documents"');
    await expect(openArtefact(join(folder, 'out'), ['documents'])).rejects.toThrow(CorruptArtefactError);
  });
});
