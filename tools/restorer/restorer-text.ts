// The Tajik and other running text that the restorer and the likeness are trained on; see train-*.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';

export const shared = join(sharedFolder(), 'data');

// The Unicode side of the legacy-font pairs, on which the repair is judged.
const judged = new Set(['tafsir-osonbayon.txt', 'tafsir-pdf-frontmatter.txt']);

/**
 * Lines of ../shared/data/text that hold Tajik with its letters; each line once. `forRepair` leaves out
 * the book that the repair of legacy fonts is judged on.
 */
export function* tajikLines({ forRepair = false } = {}): Generator<{ file: string; line: string }> {
  const seen = new Set<string>();
  for (const folder of ['text/open', 'text/research']) {
    for (const file of readdirSync(join(shared, folder)).sort()) {
      if (file.startsWith('ted-') || (forRepair && judged.has(file))) continue;
      for (const raw of readFileSync(join(shared, folder, file), 'utf8').split('\n')) {
        const line = raw.trim();
        if (line.length < 2 || seen.has(line)) continue;
        seen.add(line);
        yield { file, line };
      }
    }
  }
}

/** Sentences of a language in SIB-200's train part, and the Declaration of Human Rights. */
export function neighbourLines(sib: string | undefined, udhr: string | undefined): string[] {
  const lines: string[] = [];
  if (sib) {
    const rows = readFileSync(join(shared, 'evaluation/sib200', sib, 'train.tsv'), 'utf8')
      .split('\n')
      .slice(1);
    for (const row of rows) lines.push(row.split('\t')[2] ?? '');
  }
  if (udhr) {
    const html = readFileSync(join(shared, 'languages/udhr', `${udhr}.html`), 'utf8');
    const text = html.replace(/<head>[\s\S]*?<\/head>/g, '').replace(/<[^>]+>/g, '\n');
    lines.push(...text.split('\n'));
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The lines of a language of NTREX. Never Tajik: the restorer is judged on that. */
export function ntrexLines(language: 'uzb'): string[] {
  return readFileSync(join(shared, `evaluation/ntrex/newstest2019-ref.${language}.txt`), 'utf8')
    .trim()
    .split('\n');
}

const uzbekPairs: readonly (readonly [RegExp, string])[] = [
  [/o[ʻʼ'‘’`]/g, 'ў'],
  [/g[ʻʼ'‘’`]/g, 'ғ'],
  [/sh/g, 'ш'],
  [/ch/g, 'ч'],
  [/yo/g, 'ё'],
  [/yu/g, 'ю'],
  [/ya/g, 'я'],
  [/(?<![a-zа-яёўғ])e/g, 'э'],
  [/ye/g, 'е'],
  [/ts/g, 'ц'],
  [/[ʻʼ'‘’`]/g, 'ъ'],
];
const uzbekLetters = new Map(
  [...'abdefghijklmnopqrstuvxyzcw'].map((letter, index) => [
    letter,
    [...'абдефгҳижклмнопқрстувхйзкв'][index] ?? letter,
  ]),
);

/** Uzbek in Latin script written in Cyrillic, by the official table. */
export function uzbekInCyrillic(latin: string): string {
  let text = latin.toLowerCase();
  for (const [pattern, letter] of uzbekPairs) text = text.replace(pattern, letter);
  return text.replace(/[a-z]/g, (letter) => uzbekLetters.get(letter) ?? letter);
}
