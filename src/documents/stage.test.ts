import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArtefact, describeWork } from '../core/artefact/build.ts';
import { BadInputError } from '../core/errors.ts';
import type { Executor } from '../core/executor.ts';
import { silentProgress } from '../core/progress.ts';
import { createLocalExecutor } from '../core/shards/local-executor.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { encodeSingleByte } from './encoding/decoders.ts';
import { readDocuments, readRejects } from './index.ts';
import { documentsSettings } from './settings.ts';
import { documentsStage } from './stage.ts';
import { collect } from './testing/collect.ts';
import { tinyPdf } from './testing/tiny-pdf.ts';

const signal = new AbortController().signal;
const entry = (files: string) =>
  `  - { files: "${files}", name: Test, address: "", licence: CC0-1.0, kind: text }\n`;

let executor: Executor;
beforeAll(() => {
  executor = createLocalExecutor(2);
});
afterAll(() => executor.close());

async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = join(await temporaryFolder(), 'texts');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const build = (folder: string, from = [folder], stated = {}) =>
  buildArtefact(documentsStage, {
    settings: documentsSettings.parse({ from, ...stated }),
    inputs: {},
    target: `${folder}-documents`,
    executor,
    progress: silentProgress,
    signal,
  });

describe('documentsStage', () => {
  it('reads every kind of file, in order, and counts what it could not read', async () => {
    const folder = await folderWith({
      'sources.yaml': `sources:\n${entry('**/*')}`,
      'README.md': 'about',
      'a.txt': 'Матни якум',
      'b/page.html': '<p>Матни дуюм</p>',
      'c.pdf': tinyPdf({ pages: [['Матни сеюм']] }),
      'd.jsonl': '{"text":"Матни чорум"}\n{"text":"Матни панҷум"}\n',
      'e.pdf': '',
      'f.doc': '\u0001\u0002\u0003',
      'g.txt': 'Љумњурии Тољикистон',
    });
    const artefact = await build(folder);
    const documents = await collect(readDocuments(artefact));
    expect(documents.map(({ text }) => text)).toEqual([
      'Матни якум',
      'Матни дуюм',
      'Матни сеюм',
      'Матни чорум',
      'Матни панҷум',
      'Ҷумҳурии Тоҷикистон',
    ]);
    expect(documents[2]).toMatchObject({
      pageStarts: [0],
      source: { name: 'Test', licence: 'CC0-1.0', retrieved: '' },
      metadata: { file: 'c.pdf', pages: 1 },
    });
    const rejects = await collect(readRejects(artefact));
    expect(rejects.map(({ stage, reason, value }) => [stage, reason, value])).toEqual([
      ['read', 'empty-file', 'e.pdf: 0 bytes'],
      ['read', 'unsupported-format', 'f.doc: not a Word file'],
    ]);
    expect(artefact.manifest).toMatchObject({
      counts: { files: 7, documents: 6, rejects: 2 },
      rejects: { 'empty-file': 1, 'unsupported-format': 1 },
      licences: ['CC0-1.0'],
    });
  });

  it('names the first file, the reason and the remedy when no file can be read', async () => {
    const folder = await folderWith({
      'sources.yaml': `sources:\n${entry('*')}`,
      'a.pdf': tinyPdf({ pages: [['Матн']], isProtected: true }),
      'b.txt': '',
    });
    await expect(build(folder)).rejects.toMatchObject({
      name: 'BadInputError',
      message: expect.stringContaining('password-protected-pdf'),
      file: join(folder, 'a.pdf'),
      remedy: expect.stringContaining('password'),
    });
  });

  it('refuses a file without a source, and says what to add', async () => {
    const folder = await folderWith({
      'sources.yaml': `sources:\n${entry('a.txt')}`,
      'a.txt': 'Матн',
      'b.txt': 'Матн',
    });
    await expect(build(folder)).rejects.toMatchObject({
      file: join(folder, 'b.txt'),
      remedy: expect.stringContaining('files: "b.txt"'),
    });
    const bare = await folderWith({ 'a.txt': 'Матн' });
    await expect(build(bare)).rejects.toThrow('There is no sources.yaml');
  });

  it('names an unknown key of sources.yaml', async () => {
    const folder = await folderWith({
      'sources.yaml':
        'sources:\n  - { files: "*", name: T, adress: "", licence: X, kind: text, address: "" }\n',
      'a.txt': 'Матн',
    });
    await expect(build(folder)).rejects.toMatchObject({
      message: 'Unknown key "adress".',
      file: join(folder, 'sources.yaml'),
    });
  });

  it.skipIf(process.platform !== 'linux')('reads files and folders whose names are no UTF-8', async () => {
    const folder = await temporaryFolder();
    const windows = (name: string) =>
      Buffer.concat([Buffer.from(`${folder}/`), encodeSingleByte('windows-1251', name)]);
    await mkdir(windows('Точик'));
    await writeFile(windows('Точик/Китоб.txt'), 'Матни якум.');
    await writeFile(windows('Дафтар.html'), '<p>Матни дуюм, ки дарозтар аз якум аст.</p>');
    const source = { sourceName: 'test', licence: 'CC0-1.0', kind: 'text' };
    const artefact = await build(folder, [folder], source);
    const records = await collect(readDocuments(artefact));
    expect(records.map(({ text, metadata }) => [metadata.file, text])).toEqual([
      ['Дафтар.html', 'Матни дуюм, ки дарозтар аз якум аст.'],
      ['Точик/Китоб.txt', 'Матни якум.'],
    ]);
    const asNodeDecodesIt = `${folder}/${'\uFFFD'.repeat(6)}.html`;
    const one = await build(folder, [asNodeDecodesIt], source);
    expect(await collect(readDocuments(one))).toMatchObject([{ metadata: { file: 'Дафтар.html' } }]);
  });

  it('takes files and globs, and refuses what is not there', async () => {
    const folder = await folderWith({
      'sources.yaml': `sources:\n${entry('*')}`,
      'a.txt': 'Матн',
      'b.txt': 'Матни дигар',
      'c.doc': '\u0001\u0002',
    });
    const artefact = await build(folder, [join(folder, '*.txt'), join(folder, 'a.txt')]);
    expect(artefact.manifest.counts.files).toBe(2);
    for (const name of ['nothing.txt', '*.pdf', 'c.doc']) {
      await expect(build(folder, [join(folder, name)]), name).rejects.toBeInstanceOf(BadInputError);
    }
  });

  it('has another fingerprint when a file or its source changes, and not for a comment', async () => {
    const folder = await folderWith({ 'sources.yaml': `sources:\n${entry('*')}`, 'a.txt': 'Матн' });
    const work = async () =>
      (await describeWork(documentsStage, documentsSettings.parse({ from: [folder] }), {}, signal))
        .fingerprint;
    const first = await work();
    await writeFile(join(folder, 'sources.yaml'), `# more\nsources:\n${entry('*')}`);
    expect(await work()).toBe(first);
    await writeFile(join(folder, 'sources.yaml'), `sources:\n${entry('*').replace('CC0-1.0', 'MIT')}`);
    const second = await work();
    expect(second).not.toBe(first);
    await writeFile(join(folder, 'a.txt'), 'Матни нав');
    expect(await work()).not.toBe(second);
  });

  it('takes the source from the flags where no sources.yaml speaks, and the subject from where one does', async () => {
    const folder = await folderWith({
      'book/sources.yaml':
        'sources:\n  - { files: "*.txt", name: Китоб, address: "", licence: CC0-1.0, kind: curriculum, subject: География, grade: 8, section: Боби 1 }\n',
      'book/a.txt': 'Матни якум',
      'b.txt': 'Матни дуюм',
    });
    const flags = { sourceName: 'Гирдовар', licence: 'MIT', kind: 'web', retrieved: '2024-01-02' };
    const artefact = await buildArtefact(documentsStage, {
      settings: documentsSettings.parse({ from: [folder], ...flags }),
      inputs: {},
      target: `${folder}-documents`,
      executor,
      progress: silentProgress,
      signal,
    });
    expect(await collect(readDocuments(artefact))).toMatchObject([
      { source: { name: 'Гирдовар', licence: 'MIT', kind: 'web', retrieved: '2024-01-02' } },
      { source: { name: 'Китоб' }, metadata: { subject: 'География', grade: 8, section: 'Боби 1' } },
    ]);
    const half = documentsSettings.parse({ from: [folder], licence: 'MIT' });
    await expect(describeWork(documentsStage, half, {}, signal)).rejects.toThrow('a name and a licence');
  });
});
