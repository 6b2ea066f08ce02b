import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/artefact/fingerprint.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { fileStart } from './compression/piece.ts';
import { readDocumentShard } from './index.ts';
import { findFiles } from './input/find-files.ts';
import { readFilesFrom } from './input/read-files.ts';
import { ChangedFileError, type ShardFile } from './input/shard-files.ts';
import { runShard, type ShardInput } from './shard.ts';
import { page, warcRecord } from './testing/archive.ts';
import { collect } from './testing/collect.ts';

const signal = new AbortController().signal;
const source = { name: 'Test', address: '', licence: 'CC0-1.0', retrieved: '', kind: 'text' };

async function shardFile(path: string, content: string | Uint8Array): Promise<ShardFile> {
  await writeFile(path, content);
  const { size, mtimeMs } = await stat(path);
  const name = path.split('/').at(-1) ?? '';
  return {
    path,
    name,
    source,
    metadata: {},
    sizeBytes: size,
    modifiedMs: mtimeMs,
    sha256: sha256(Buffer.from(content)),
  };
}

function shardInput(folder: string, files: ShardFile[], pieceCharacters = 1e6): ShardInput {
  return {
    files,
    documents: join(folder, 'documents-00000'),
    rejects: join(folder, 'rejects-00000'),
    progress: join(folder, 'progress.json'),
    temporaryFolder: join(folder, 'temporary'),
    textField: 'text',
    pieceCharacters,
  };
}

async function textsOf(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (!/^documents.*parquet$/.test(name)) continue;
    for (const { text } of await collect(readDocumentShard(join(folder, name)))) texts.push(text);
  }
  return texts;
}

describe('finding files', () => {
  it('finds links in a circle and to nowhere with their reasons, and everything else once', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'text.txt'), 'Матн');
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('nothing.txt', join(folder, 'broken.txt'));
    await symlink('circle.txt', join(folder, 'circle.txt'));
    await symlink('a/text.txt', join(folder, 'link.txt'));
    const files = await findFiles([folder], signal);
    expect(files.map(({ name, problem }) => [name, problem?.reason])).toEqual([
      ['a/text.txt', undefined],
      ['a/up', 'symlink-loop'],
      ['broken.txt', 'unreadable-file'],
      ['circle.txt', 'symlink-loop'],
      ['link.txt', undefined],
    ]);
  });
});

describe('a shard', () => {
  it('goes on after the last finished piece when it was stopped, to the same bytes', async () => {
    const content = Array.from(
      { length: 40 },
      (_, line) => `${JSON.stringify({ text: `Матни ${line}` })}\n`,
    ).join('');
    const folders = [await temporaryFolder(), await temporaryFolder()] as const;
    const file = await shardFile(join(folders[0], 'a.jsonl'), content);
    const packed = await shardFile(join(folders[0], 'b.jsonl.gz'), gzipSync(content));
    const whole = shardInput(join(folders[0], 'whole'), [file, packed], 60);
    const broken = shardInput(join(folders[0], 'broken'), [file, packed], 60);
    await mkdir(join(folders[0], 'whole'));
    await mkdir(join(folders[0], 'broken'));
    const counts = await runShard(whole, { signal });
    // Stopped again and again, in the middle of whatever it was doing.
    for (const stops of [1, 4, 9]) {
      const controller = new AbortController();
      const running = runShard(broken, { signal: controller.signal });
      const stopped = running.then(
        () => 'done',
        () => 'stopped',
      );
      while ((await piecesIn(join(folders[0], 'broken'))) < stops)
        await new Promise((later) => setTimeout(later, 5));
      controller.abort();
      expect(await stopped).toBe('stopped');
    }
    expect(await runShard(broken, { signal })).toEqual(counts);
    const names = (await readdir(join(folders[0], 'whole'))).filter((name) => name.endsWith('.parquet'));
    expect(names.length).toBeGreaterThan(10);
    expect((await readdir(join(folders[0], 'broken'))).filter((name) => name.endsWith('.parquet'))).toEqual(
      names,
    );
    for (const name of names) {
      const bytes = await readFile(join(folders[0], 'broken', name));
      expect(bytes.equals(await readFile(join(folders[0], 'whole', name))), name).toBe(true);
    }
  });

  it('rejects a file that is no longer what was hashed, and keeps the others', async () => {
    const folder = await temporaryFolder();
    const changed = await shardFile(join(folder, 'a.txt'), 'Матни пеш');
    const touched = await shardFile(join(folder, 'b.txt'), 'Матни дигар');
    await writeFile(changed.path, 'Матни баъд');
    await utimes(touched.path, 1, 1);
    const gone = { ...(await shardFile(join(folder, 'c.txt'), 'x')), path: join(folder, 'gone.txt') };
    const output = await runShard(shardInput(folder, [changed, touched, gone]), { signal });
    expect(output).toMatchObject({
      documents: 1,
      rejects: { 'changed-while-read': 1, 'unreadable-file': 1 },
    });
    expect(await textsOf(folder)).toEqual(['Матни дигар']);
  });

  it('notices that a file changes while it is read', async () => {
    const folder = await temporaryFolder();
    const file = await shardFile(
      join(folder, 'a.jsonl'),
      '{"text":"Якум"}\n{"text":"Дуюм"}\n{"text":"Сеюм"}\n',
    );
    const shard = { ...shardInput(folder, [file]), changed: new Set<string>() };
    const outcomes = readFilesFrom({ file: 0, cursor: fileStart }, shard, signal);
    expect((await outcomes.next()).value).toMatchObject({ outcome: { text: 'Якум' } });
    await writeFile(file.path, '{"text":"Чорум"}\n', { flag: 'a' });
    await expect(collect(outcomes)).rejects.toBeInstanceOf(ChangedFileError);
  });

  it('rejects a corrupt member, a line without an end and broken UTF-8 with their places; the rest goes on', async () => {
    const folder = await temporaryFolder();
    const members = [1, 2, 3].map((number) =>
      gzipSync(warcRecord(`https://example.tj/${number}`, page(number))),
    );
    members[1]?.fill(0xff, 40, 80);
    const endless = Buffer.concat([Buffer.from('Матни кӯтоҳ.\n\n'), Buffer.alloc(20_000_000, 'а')]);
    const files = [
      await shardFile(join(folder, 'a.warc.gz'), Buffer.concat(members)),
      await shardFile(join(folder, 'b.txt'), endless),
      await shardFile(join(folder, 'c.jsonl'), Buffer.from('{"text":"A"}\n{"text":"\xff"}\n', 'latin1')),
      await shardFile(join(folder, 'd.txt'), 'Матни охир'),
    ];
    const output = await runShard(shardInput(folder, files), { signal });
    expect(output).toMatchObject({
      documents: 5,
      rejects: { 'damaged-compression': 1, 'line-too-long': 1, 'invalid-utf8': 1 },
    });
    expect(await textsOf(folder)).toContain('Матни охир');
  });
});

async function piecesIn(folder: string): Promise<number> {
  return (await readdir(folder)).filter((name) => /^documents.*parquet$/.test(name)).length;
}
