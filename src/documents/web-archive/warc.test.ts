import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { encodeSingleByte } from '../encoding/decoders.ts';
import type { ReadOutcome } from '../reader.ts';
import { page, warcRecord } from '../testing/archive.ts';
import { collect } from '../testing/collect.ts';
import { warcReader } from './warc.ts';

const signal = new AbortController().signal;

async function write(name: string, ...parts: Uint8Array[]): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

const addresses = (outcomes: readonly ReadOutcome[]) =>
  outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : outcome.address));
const record = (number: number) => warcRecord(`https://example.tj/${number}`, page(number));
const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
const expected = numbers.map((number) => `https://example.tj/${number}`);

describe('warcReader', () => {
  it('reads pages with address, date, title and encoding, plain and compressed', async () => {
    const records = numbers.map(record);
    const files = [
      await write('a.warc', ...records),
      await write('a.warc.gz', ...records.map((bytes) => gzipSync(bytes))),
      await write('b.warc.gz', gzipSync(Buffer.concat(records))),
      await write('a.warc.zst', ...records.map((bytes) => zstdCompressSync(bytes))),
      await write('b.warc.zst', zstdCompressSync(Buffer.concat(records))),
    ];
    for (const file of files) {
      const outcomes = await collect(warcReader.read(file, signal));
      expect(addresses(outcomes), file).toEqual(expected);
      expect(outcomes[3]).toMatchObject({
        retrieved: '2024-05-06',
        text: expect.stringMatching(/^3\. Ҳамаи/),
        metadata: { title: 'Саҳифаи 3', encoding: 'utf-8', extraction: 'blocks' },
      });
    }
  });

  it('rejects a corrupt gzip member with its place and goes on at the next', async () => {
    const members = numbers.map((number) => gzipSync(record(number)));
    const third = members[2];
    if (third) third.fill(0xff, 60, 90);
    const at = (members[0]?.length ?? 0) + (members[1]?.length ?? 0);
    const outcomes = await collect(warcReader.read(await write('a.warc.gz', ...members), signal));
    expect(addresses(outcomes)).toEqual([
      ...expected.slice(0, 2),
      'damaged-compression',
      ...expected.slice(3),
    ]);
    expect(outcomes[2]).toMatchObject({ value: expect.stringContaining(`byte ${at}`) });
  });

  it('notices a wrong checksum, a cut end and bytes between members', async () => {
    const members = numbers.map((number) => gzipSync(record(number)));
    const wrong = Buffer.from(members[1] ?? []);
    wrong.writeUInt32LE(1, wrong.length - 8);
    const file = await write(
      'a.warc.gz',
      members[0] ?? wrong,
      wrong,
      Buffer.from('junk'),
      members[3] ?? wrong,
    );
    const cut = await write('b.warc.gz', members[0] ?? wrong, (members[1] ?? wrong).subarray(0, 100));
    expect(addresses(await collect(warcReader.read(file, signal)))).toEqual([
      expected[0],
      expected[1],
      'damaged-compression',
      expected[3],
    ]);
    expect(addresses(await collect(warcReader.read(cut, signal)))).toEqual([
      expected[0],
      'damaged-compression',
    ]);
  });

  it.each([
    ['not stated', ''],
    ['no number', 'x'],
    ['too great', '91052'],
    ['too great for memory', '99000000'],
    ['too small', '300'],
  ])('reads a record whose length is %s up to the next record, and tells of it', async (_, length) => {
    const broken = Buffer.from(
      record(1)
        .toString('latin1')
        .replace(/Content-Length: \d+/, `Content-Length: ${length}`),
      'latin1',
    );
    const file = await write('a.warc', record(0), broken, record(2), record(3));
    const outcomes = await collect(warcReader.read(file, signal));
    const isHeld = length !== '99000000';
    expect(addresses(outcomes)).toEqual([
      expected[0],
      isHeld ? expected[1] : 'too-large',
      'damaged-warc-record',
      expected[2],
      expected[3],
    ]);
    if (isHeld)
      expect(outcomes[1]).toMatchObject({ text: expect.stringMatching(/1\. .*баробар.*1\. .*1\. /s) });
  });

  it.each([1, 2, 3, 4, 5, 6, 8, 200])(
    'loses no record behind one that is %i bytes shorter than stated',
    async (bytes) => {
      const length = (text: string) => Number(text.match(/Content-Length: (\d+)/)?.[1]) + bytes;
      const first = record(0).toString('latin1');
      const broken = Buffer.from(
        first.replace(/Content-Length: \d+/, `Content-Length: ${length(first)}`),
        'latin1',
      );
      const outcomes = await collect(warcReader.read(await write('a.warc', broken, record(1)), signal));
      const found = addresses(outcomes).filter((each) => each !== 'damaged-warc-record');
      expect(found).toEqual([expected[0], expected[1]]);
    },
  );

  it('takes an archive whose line ends were converted to LF as whole', async () => {
    const converted = Buffer.concat([0, 1, 2].map(record)).toString('latin1').replaceAll('\r\n', '\n');
    const outcomes = await collect(
      warcReader.read(await write('a.warc', Buffer.from(converted, 'latin1')), signal),
    );
    expect(addresses(outcomes)).toEqual(expected.slice(0, 3));
  });

  it('reads on behind zeros between records and a cut last record', async () => {
    const last = record(2);
    const file = await write(
      'a.warc',
      record(0),
      Buffer.alloc(100_000),
      record(1),
      last.subarray(0, last.length - 200),
    );
    expect(addresses(await collect(warcReader.read(file, signal)))).toEqual([
      expected[0],
      expected[1],
      expected[2],
      'damaged-warc-record',
    ]);
  });

  it('tells a page and text where no type is stated', async () => {
    const untyped = (content: string | Uint8Array, number: number) =>
      Buffer.from(
        warcRecord(`https://example.tj/${number}`, content, { contentType: 'x' })
          .toString('latin1')
          // As long as it was, so that the record's length stays true.
          .replace('Content-Type: x\r\n', 'X-Something: x\r\n'),
        'latin1',
      );
    const text = 'Салом ба ҳамаи дӯстон! Ин матни сода аст.';
    const file = await write(
      'a.warc',
      untyped(page(0), 0),
      untyped(text, 1),
      untyped(Buffer.from([0, 1, 2, 0, 3]), 2),
    );
    const outcomes = await collect(warcReader.read(file, signal));
    expect(addresses(outcomes)).toEqual([expected[0], expected[1], 'other-media-type']);
  });

  it('reads what unpacks of a cut gzip body', async () => {
    const packed = gzipSync(Array.from({ length: 60 }, (_, number) => page(number)).join(''));
    const http = Buffer.concat([
      Buffer.from(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n',
      ),
      packed.subarray(0, packed.length - 60),
    ]);
    const type = { type: 'resource', contentType: 'application/http; msgtype=response' } as const;
    const outcomes = await collect(
      warcReader.read(
        await write('a.warc', warcRecord('https://example.tj/0', http, type), record(1)),
        signal,
      ),
    );
    expect(addresses(outcomes)).toEqual([expected[0], expected[1]]);
    expect(outcomes[0]).toMatchObject({ metadata: { isCut: true }, text: expect.stringMatching(/^0\. /) });
  });

  it('reads in parts, or from where it stopped, just what it reads at once', async () => {
    const records = numbers.map(record);
    const files = [
      await write('a.warc', ...records),
      await write('a.warc.gz', ...records.map((bytes) => gzipSync(bytes))),
      await write('b.warc.gz', gzipSync(Buffer.concat(records))),
      await write('a.warc.zst', ...records.map((bytes) => zstdCompressSync(bytes))),
    ];
    const sizeBytes = Buffer.concat(records).length;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.uniqueArray(fc.integer({ min: 1, max: sizeBytes }), { maxLength: 4 }),
        async (file, cuts) => {
          const starts = [0, ...cuts.sort((one, other) => one - other)];
          const outcomes: ReadOutcome[] = [];
          for (const [index, at] of starts.entries()) {
            const from = at === 0 ? { at, skip: 0, items: 0 } : { at, skip: 0 };
            const to = starts[index + 1] ?? Number.POSITIVE_INFINITY;
            outcomes.push(...(await collect(warcReader.read(file, signal, { from, to, textField: 'text' }))));
          }
          expect(addresses(outcomes)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
    for (const file of files) {
      const whole = await collect(warcReader.read(file, signal));
      const from = whole[2]?.next ?? { at: 0, skip: 0 };
      const rest = await collect(
        warcReader.read(file, signal, { from, to: Number.POSITIVE_INFINITY, textField: 'text' }),
      );
      const texts = (outcomes: readonly ReadOutcome[]) => outcomes.map(({ next: _, ...outcome }) => outcome);
      expect(texts(rest)).toEqual(texts(whole.slice(3)));
    }
  });

  it('reads text records, and the encodings of HTTP', async () => {
    const text = 'Салом ба ҳамаи дӯстон! Ин матни сода аст.';
    const brotli = Buffer.concat([
      Buffer.from(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n',
      ),
      chunked(brotliCompressSync(page(7))),
    ]);
    const raw = warcRecord('https://example.tj/br', brotli, {
      type: 'resource',
      contentType: 'application/http; msgtype=response',
    });
    const file = await write(
      'a.wet',
      warcRecord('https://example.tj/wet', text, { type: 'conversion', contentType: 'text/plain' }),
      warcRecord('https://example.tj/koi', encodeSingleByte('koi8-t', page(5)), {
        contentType: 'text/html; charset=KOI8-R',
      }),
      raw,
      warcRecord('https://example.tj/image', 'PNG', { contentType: 'image/png' }),
      warcRecord('https://example.tj/gone', page(1), { status: 404 }),
      warcRecord('https://example.tj/', 'x', { type: 'request' }),
    );
    const outcomes = await collect(warcReader.read(file, signal));
    expect(addresses(outcomes)).toEqual([
      'https://example.tj/wet',
      'https://example.tj/koi',
      'https://example.tj/br',
      'other-media-type',
      'http-error',
    ]);
    expect(outcomes[0]).toMatchObject({ text });
    expect(outcomes[1]).toMatchObject({ metadata: { encoding: 'koi8-t', title: 'Саҳифаи 5' } });
    expect(outcomes[2]).toMatchObject({ metadata: { title: 'Саҳифаи 7' } });
  });

  it('reads archives whose first frame holds the dictionary of the others', async () => {
    const dictionary = Buffer.from(page(99));
    const frames = numbers.map((number) => zstdCompressSync(record(number), { dictionary }));
    for (const content of [dictionary, zstdCompressSync(dictionary)]) {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(0x184d2a5d, 0);
      head.writeUInt32LE(content.length, 4);
      const file = await write('a.warc.zst', head, content, ...frames);
      expect(addresses(await collect(warcReader.read(file, signal)))).toEqual(expected);
      const from = { at: head.length + content.length + 5, skip: 0 };
      const part = warcReader.read(file, signal, { from, to: Number.POSITIVE_INFINITY, textField: 'text' });
      expect(addresses(await collect(part))).toEqual(expected.slice(1));
    }
  });

  it('rejects a file that is none', async () => {
    expect(await collect(warcReader.read(await write('a.warc.gz'), signal))).toMatchObject([
      { reason: 'empty-file' },
    ]);
    expect(
      addresses(await collect(warcReader.read(await write('a.warc', Buffer.from('hello')), signal))),
    ).toEqual(['damaged-warc-record']);
  });
});

function chunked(bytes: Buffer): Buffer {
  const half = bytes.length >> 1;
  const chunk = (part: Buffer) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([
    chunk(bytes.subarray(0, half)),
    chunk(bytes.subarray(half)),
    Buffer.from('0\r\n\r\n'),
  ]);
}
