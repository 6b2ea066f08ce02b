// Reading order of made pages: two columns in 32 ways, and mixed layouts.
//   npx node bench/documents/pdf-layout.ts [--list] [--tune]
// The texts are articles of ../shared/data/lessons (CC0), six for the two columns and six for the mixed layouts; the
// layout was tuned on others (--tune). A page is right when at least 98 % of its neighbouring words stay neighbours.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { sharedFolder } from '../../src/core/configuration.ts';
import { readPdf } from '../../src/documents/pdf/reader.ts';
import { isReject } from '../../src/documents/reader.ts';
import type { MadePage } from '../../src/documents/testing/made-pages/pages.ts';
import { tinyPdf } from '../../src/documents/testing/tiny-pdf.ts';
import { type GridText, mixedLayouts, twoColumns } from './pdf/grid.ts';
import { keptNeighbours } from './pdf/neighbours.ts';

const articleSchema = z.object({ id: z.string(), title: z.string(), text: z.array(z.string()) });
const textsOfASide = 6;
const rightShare = 0.98;
/** The font of made pages has codes for 94 letters: texts with formulas need more. */
const formula = /[^\p{Script=Cyrillic}\d\s.,:;!?«»()–—%-]/u;
const list = process.argv.includes('--list');
const tune = process.argv.includes('--tune');

/** Texts of about a page: articles joined; every other one by the hash of its id belongs to the tuning side. */
async function gridTexts(): Promise<GridText[]> {
  const file = join(sharedFolder(), 'data/lessons/articles.jsonl');
  const articles = (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => articleSchema.parse(JSON.parse(line)))
    .map((article) => ({ ...article, hash: createHash('sha256').update(article.id).digest('hex') }))
    .sort((one, other) => (one.hash < other.hash ? -1 : 1))
    .filter(({ hash }) => Number.parseInt(hash.slice(-1), 16) % 2 === (tune ? 0 : 1));
  const texts: GridText[] = [];
  let paragraphs: string[] = [];
  for (const { title, text } of articles) {
    paragraphs.push(...text.filter((paragraph) => !formula.test(paragraph)));
    if (paragraphs.join(' ').length < 7000) continue;
    texts.push({ title, paragraphs });
    paragraphs = [];
    if (texts.length === 2 * textsOfASide) return texts;
  }
  return texts;
}

async function measure(pages: Iterable<MadePage>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-layout-'));
  const kinds = new Map<string, { pages: number; right: number; kept: number; all: number }>();
  const add = (kind: string, { kept, all }: { kept: number; all: number }) => {
    const sum = kinds.get(kind) ?? { pages: 0, right: 0, kept: 0, all: 0 };
    const right = kept >= rightShare * all ? 1 : 0;
    kinds.set(kind, {
      pages: sum.pages + 1,
      right: sum.right + right,
      kept: sum.kept + kept,
      all: sum.all + all,
    });
  };
  for (const page of pages) {
    const path = join(folder, 'page.pdf');
    await writeFile(path, tinyPdf({ pages: [page.lines], isProportional: true }));
    const outcome = await readPdf(path, new AbortController().signal);
    const share = keptNeighbours(page.flows, isReject(outcome) ? '' : outcome.text);
    add('all', share);
    add(page.name.replace(/^\d+ /, ''), share);
    if (list && share.kept < rightShare * share.all) {
      console.log(`  ${page.name}: ${((100 * share.kept) / share.all).toFixed(1)} %`);
      const keep = process.env.SORO_KEEP_PAGES;
      if (keep)
        await writeFile(join(keep, `${page.name.replaceAll(/[ ,]+/g, '-')}.pdf`), await readFile(path));
    }
  }
  await rm(folder, { recursive: true });
  for (const [kind, { pages: count, right, kept, all }] of kinds) {
    if (kind !== 'all' && right === count) continue;
    console.log(
      `${kind}: ${right} of ${count} pages right, ${((100 * kept) / all).toFixed(2)} % of neighbouring words kept`,
    );
  }
}

const texts = await gridTexts();
console.log('— two columns');
await measure(twoColumns(texts.slice(0, textsOfASide)));
console.log('— mixed layouts');
await measure(mixedLayouts(texts.slice(textsOfASide)));
process.exit();
