import { describe, expect, it } from 'vitest';
import { pdfReader } from './pdf.ts';
import { readBytes } from './testing/read-file.ts';
import { tinyPdf } from './testing/tiny-pdf.ts';

describe('pdfReader', () => {
  it('joins lines and broken words and keeps the page starts', async () => {
    const pages = [['Ҳамаи одамон озод ва баро-', 'бар ба дунё меоянд.'], ['Саҳифаи дуюм аст.']];
    const [outcome] = await readBytes(pdfReader, tinyPdf({ pages }));
    expect(outcome).toEqual({
      text: 'Ҳамаи одамон озод ва баробар ба дунё меоянд.\n\nСаҳифаи дуюм аст.',
      pageStarts: [0, 46],
      metadata: { pages: 2 },
    });
  });

  it('keeps the hyphen of a word that is written with one elsewhere', async () => {
    const pages = [['Корҳои илмӣ-техникӣ хубанд. Барномаи илмӣ-', 'техникӣ низ ҳаст.']];
    const [outcome] = await readBytes(pdfReader, tinyPdf({ pages }));
    expect(outcome).toMatchObject({ text: 'Корҳои илмӣ-техникӣ хубанд. Барномаи илмӣ-техникӣ низ ҳаст.' });
  });

  it('goes on in the middle of a sentence at a page end', async () => {
    const pages = [['Ҷумла дар ин ҷо'], ['давом дорад.']];
    const [outcome] = await readBytes(pdfReader, tinyPdf({ pages }));
    expect(outcome).toMatchObject({ text: 'Ҷумла дар ин ҷо давом дорад.', pageStarts: [0, 16] });
  });

  it('rejects empty, foreign, truncated, protected, damaged and textless files, each with its reason', async () => {
    const reason = async (content: Uint8Array | string) => {
      const [outcome] = await readBytes(pdfReader, content);
      return outcome && 'reason' in outcome ? outcome.reason : outcome;
    };
    const whole = tinyPdf({ pages: [['Матн']] });
    expect(await reason('')).toBe('empty-file');
    expect(await reason('<html>not found</html>')).toBe('damaged-pdf');
    expect(await reason(whole.subarray(0, whole.length / 2))).toBe('truncated-pdf');
    expect(await reason(tinyPdf({ pages: [['Матн']], isProtected: true }))).toBe('password-protected-pdf');
    expect(await reason('%PDF-1.4\nnothing\n%%EOF\n')).toBe('damaged-pdf');
    expect(await reason(tinyPdf({ pages: [[], []] }))).toBe('no-text-layer');
  });
});
