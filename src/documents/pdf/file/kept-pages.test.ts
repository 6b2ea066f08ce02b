import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import type { PdfPage } from './items.ts';
import { KeptPages } from './kept-pages.ts';

const page = (number: number): PdfPage => ({
  number,
  width: 600,
  height: 800,
  items: [{ text: `Саҳифаи ${number}`, x: 1.5, y: 2, width: 30, height: 10, font: 'g_1' }],
  turned: [],
  isPicture: number === 3,
  drawings: [{ x: 1, end: 90, top: 7.5, bottom: 7.5 }],
});

function fill(path: string): void {
  const kept = new KeptPages(path);
  kept.open(5, 'География');
  kept.keepPage(page(1));
  kept.keepFailed(2);
  kept.keepPage(page(3));
  kept.keepRecognised(3, { items: page(3).items, confidence: 81 });
  kept.close();
}

describe('kept pages of a PDF', () => {
  it('are there again', async () => {
    const path = join(await temporaryFolder(), 'kept.jsonl');
    fill(path);
    const kept = new KeptPages(path);
    expect(kept).toMatchObject({ total: 5, title: 'География', failed: [2], next: 4 });
    expect(kept.pages).toEqual([page(1), page(3)]);
    expect(kept.recognised(3)).toMatchObject({ confidence: 81 });
    kept.close();
  });

  it('survive a cut anywhere: what is whole stays, and writing goes on behind it', async () => {
    const path = join(await temporaryFolder(), 'kept.jsonl');
    fill(path);
    const bytes = readFileSync(path);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length }), (length) => {
        writeFileSync(path, bytes.subarray(0, length));
        const kept = new KeptPages(path);
        const { next } = kept;
        kept.keepPage(page(next));
        kept.close();
        const again = new KeptPages(path);
        expect(again.next).toBe(next + 1);
        expect(again.pages.at(-1)).toEqual(page(next));
        again.close();
      }),
      { numRuns: 60 },
    );
  });

  it('are each kept once, though a second process wrote the same', async () => {
    const path = join(await temporaryFolder(), 'kept.jsonl');
    fill(path);
    appendFileSync(path, readFileSync(path));
    const kept = new KeptPages(path);
    expect(kept.pages).toEqual([page(1), page(3)]);
    kept.close();
  });
});
