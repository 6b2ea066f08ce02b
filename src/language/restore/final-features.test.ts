import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalFeatures, finalHashes, finalPlaceCount, finalPlaces } from './final-features.ts';
import { withoutTajikLetters } from './letters.ts';
import { LineWords } from './line-words.ts';

const words = new LineWords();

function featuresOf(line: string, word: number, longWords: readonly number[] = []): string[] {
  words.read(line, 0, line.length);
  const endsInLongI = new Uint8Array(words.count);
  for (const long of longWords) endsInLongI[long] = 1;
  const count = finalFeatures(line, words, word, endsInLongI);
  return Array.from({ length: count }, (_, index) => `${finalPlaces[index]} ${finalHashes[index]}`);
}

describe('finalFeatures', () => {
  it('is the same however the Tajik letters were typed', () => {
    const letters = fc.constantFrom(...'абғӣқӯҳҷик ,.');
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 40 }), (text) => {
        const line = `забони тоҷикӣ ${text}`;
        expect(featuresOf(withoutTajikLetters(line), 1)).toEqual(featuresOf(line, 1));
      }),
    );
  });

  it('tells a word before it that ends in ӣ from one with izofat', () => {
    expect(featuresOf('забони точики буд', 1, [0])).not.toEqual(featuresOf('забони точики буд', 1));
  });

  it('sees three words on either side and no farther', () => {
    const line = 'як ду се забони чор панч шаш';
    expect(featuresOf(`хафт ${line} хашт`, 4)).toEqual(featuresOf(`нух ${line} дах`, 4));
    expect(featuresOf(line, 3)).not.toEqual(featuresOf(line.replace('шаш', 'нух'), 3));
  });

  it('gives every feature a place', () => {
    for (const feature of featuresOf('Вай дар Душанбе, забони точики омухт', 4)) {
      expect(Number(feature.split(' ')[0])).toBeLessThan(finalPlaceCount);
    }
  });
});
