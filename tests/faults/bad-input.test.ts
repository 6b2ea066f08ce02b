import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { tinyPdf } from '../../src/documents/testing/tiny-pdf.ts';
import { finish, soro, startSoro } from '../support/soro.ts';

const modelIsHere = existsSync(join(projectFolder, 'models/embedded.json'));
if (!modelIsHere) console.warn('skipped: models/embedded.json is not there');

describe('soro documents', () => {
  const sources = (name: string) =>
    `sources:\n  - files: ${name}\n    name: Test\n    address: https://example.org\n    licence: CC0-1.0\n    kind: pdf\n`;

  it.each<[string, Uint8Array | string]>([
    ['empty', ''],
    ['truncated', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0'],
    ['password-protected', tinyPdf({ pages: [['Матн']], isProtected: true })],
  ])(
    'refuses a folder whose only PDF is %s, naming it and the remedy, and leaves nothing',
    async (_, content) => {
      const folder = await temporaryFolder();
      await mkdir(join(folder, 'in'));
      await writeFile(join(folder, 'in', 'book.pdf'), content);
      await writeFile(join(folder, 'in', 'sources.yaml'), sources('book.pdf'));
      const { code, errors } = await soro([
        'documents',
        '--from',
        join(folder, 'in'),
        '--to',
        join(folder, 'out'),
      ]);
      expect(errors).toContain('book.pdf');
      expect(errors).toContain('remedy:');
      expect(code).toBe(2);
      expect(await readdir(folder)).toEqual(['in']);
    },
  );

  it('refuses a file without a source and licence', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    await writeFile(join(folder, 'in', 'a.txt'), 'Салом');
    const { code, errors } = await soro([
      'documents',
      '--from',
      join(folder, 'in'),
      '--to',
      join(folder, 'out'),
    ]);
    expect(errors).toContain('sources.yaml');
    expect(code).toBe(2);
  });

  it('says when the disk is full, and leaves nothing half-written', async ({ skip }) => {
    const disk = await temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0;
    if (!mounted) skip('a small tmpfs needs root');
    onTestFinished(() => {
      spawnSync('umount', ['-l', disk]);
    });
    const to = join(disk, 'documents');
    const { code, errors } = await soro([
      'documents',
      '--from',
      join(projectFolder, 'data/sample'),
      '--to',
      to,
    ]);
    expect(errors).toContain('disk is full');
    expect(code).toBe(2);
    expect(existsSync(to)).toBe(false);
  });
});

describe.skipIf(!modelIsHere)('a model', () => {
  it('cut in half is refused before llama.cpp sees it', async () => {
    const file = join(await temporaryFolder(), 'half.gguf');
    const whole = await readFile(await assembleEmbeddedModel());
    await writeFile(file, whole.subarray(0, whole.length / 2));
    const { code, errors } = await soro(['inspect', file]);
    expect(errors).toContain('half.gguf');
    expect(code).toBe(2);
    const chat = await soro(['chat', '--model', file, 'Салом']);
    expect(chat.errors).toContain('half.gguf');
    expect(chat.code).toBe(2);
  });

  it('with a damaged part is refused, naming the part and how to get it back', async () => {
    const folder = await temporaryFolder();
    const models = join(folder, 'models');
    await mkdir(models);
    for (const name of await readdir(join(projectFolder, 'models'))) {
      if (name === 'embedded.json' || name.includes('.part-')) {
        await writeFile(join(models, name), await readFile(join(projectFolder, 'models', name)));
      }
    }
    const part = (await readdir(models)).find((name) => name.includes('.part-')) ?? '';
    await truncate(join(models, part), 1000);
    const assembling = assembleEmbeddedModel({ modelsFolder: models, cacheFolder: join(folder, 'cache') });
    await expect(assembling).rejects.toThrow(
      expect.objectContaining({ file: join(models, part), exitCode: 2 }),
    );
    const left = await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  it('is not served on a port in use; the error names the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      other.close();
    });
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, errors } = await finish(startSoro(['serve', '--port', port]));
    expect(errors).toContain(port);
    expect(errors).toContain('--port');
    expect(code).toBe(2);
  });
});
