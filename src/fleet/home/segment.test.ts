import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../../core/errors.ts';
import { makeSchoolKey } from './school-key.ts';
import { ageOpener, ageSealer, makeHomeKey, openHomeKey } from './seal.ts';
import { noSegment, parseSegmentName, readSegment, segmentName, writeSegment } from './segment.ts';

const epoch = { number: 3, id: '00ff00ff00ff00ff' };

describe('a segment', () => {
  const { key } = makeSchoolKey();
  const bytes = writeSegment(key, { epoch, sequence: 7, previous: noSegment }, Buffer.from('sealed'));

  it('says who sent it and what follows what', () => {
    expect(readSegment(bytes, 's')).toMatchObject({
      school: key.school,
      epoch,
      sequence: 7,
      previous: noSegment,
    });
    expect(parseSegmentName(segmentName({ epoch, sequence: 7 }))).toEqual({ epoch, sequence: 7 });
  });

  it('is refused when any bit of it is another, and when any part of its end is missing', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), fc.nat(bytes.length - 1), (bit, end) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(() => readSegment(flipped, 's')).toThrow();
        expect(() => readSegment(bytes.subarray(0, end), 's')).toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with an error of ours when it is anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (other) => {
        expect(() => readSegment(other, 's')).toThrow(CorruptArtefactError);
      }),
    );
  });
});

it('opens what was sealed with the key of the hub, and with no other', async () => {
  const [hub, other] = [await makeHomeKey('гулҳои баҳорӣ', 10), await makeHomeKey('other words here', 10)];
  const identity = await openHomeKey(hub.file, 'гулҳои баҳорӣ', 'home.age');
  const sealed = await ageSealer(hub.recipient).seal(Buffer.from('Об дар 100 дараҷа меҷӯшад.'));
  expect(Buffer.from(sealed).includes('100')).toBe(false);
  const opened = await ageOpener([identity]).open(sealed);
  expect(Buffer.from(opened ?? []).toString('utf8')).toBe('Об дар 100 дараҷа меҷӯшад.');
  const wrong = await openHomeKey(other.file, 'other words here', 'other.age');
  expect(await ageOpener([wrong]).open(sealed)).toBeUndefined();
  await expect(openHomeKey(hub.file, 'wrong words', 'home.age')).rejects.toThrow('does not open');
});
