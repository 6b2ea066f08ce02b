import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstJudgedIndex } from '../../../tools/language-identifier/sources.ts';
import {
  tajikInLatin,
  uzbekInCyrillic,
  withoutTajikLetters,
} from '../../../tools/language-identifier/variants.ts';

/** A line that the model was not trained on, with its right answer. */
export interface JudgedLine {
  readonly set: 'NTREX' | 'SIB-200';
  readonly label: string;
  readonly text: string;
}

const news: Readonly<Record<string, string>> = {
  tgk_Cyrl: 'ref.tgk-Cyrl',
  rus_Cyrl: 'ref.rus',
  uzn_Latn: 'ref.uzb',
  kaz_Cyrl: 'ref.kaz',
  kir_Cyrl: 'ref.kir',
  tat_Cyrl: 'ref.tat',
  bak_Cyrl: 'ref.bak',
  khk_Cyrl: 'ref.mon',
  tuk_Latn: 'ref.tuk',
  azj_Latn: 'ref.aze-Latn',
  pes_Arab: 'ref.fas',
  prs_Arab: 'ref.prs',
  eng_Latn: 'src.eng',
};
const topics = [
  'tgk_Cyrl',
  'rus_Cyrl',
  'uzn_Latn',
  'kaz_Cyrl',
  'kir_Cyrl',
  'tat_Cyrl',
  'bak_Cyrl',
  'khk_Cyrl',
  'bul_Cyrl',
  'mkd_Cyrl',
  'srp_Cyrl',
  'ukr_Cyrl',
  'bel_Cyrl',
  'tuk_Latn',
  'azj_Latn',
  'pes_Arab',
  'prs_Arab',
  'eng_Latn',
];

/**
 * All lines of NTREX, and of SIB-200 those from `firstJudgedIndex` on. Uzbek is there in Latin letters only:
 * Uzbek Cyrillic is the same lines put into the Cyrillic alphabet.
 */
export async function judgedLines(data: string): Promise<JudgedLine[]> {
  const lines: JudgedLine[] = [];
  for (const [label, name] of Object.entries(news)) {
    const text = await readFile(join(data, `evaluation/ntrex/newstest2019-${name}.txt`), 'utf8');
    for (const line of text.split('\n')) lines.push({ set: 'NTREX', label, text: line });
  }
  for (const label of topics) {
    for (const part of ['train', 'dev']) {
      const rows = await readFile(join(data, `evaluation/sib200/${label}/${part}.tsv`), 'utf8');
      for (const row of rows.split('\n').slice(1)) {
        const [index, , text = ''] = row.split('\t');
        if (Number(index) >= firstJudgedIndex) lines.push({ set: 'SIB-200', label, text });
      }
    }
  }
  const uzbek = lines.filter(({ label }) => label === 'uzn_Latn');
  for (const { set, text } of uzbek) lines.push({ set, label: 'uzn_Cyrl', text: uzbekInCyrillic(text) });
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Two lines of NTREX in two languages joined into one; `share` is that of the first by letters. */
export function mixedLines(
  lines: readonly JudgedLine[],
): { first: string; second: string; text: string; share: number }[] {
  const of = (label: string) =>
    lines.filter((line) => line.set === 'NTREX' && line.label === label).map(({ text }) => text);
  const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
  const first = of('tgk_Cyrl');
  return ['rus_Cyrl', 'uzn_Cyrl', 'kir_Cyrl', 'eng_Latn', 'pes_Arab'].flatMap((label) => {
    const second = of(label);
    return first.slice(0, 300).map((text, index) => {
      const other = second[(index * 7 + 3) % second.length] ?? '';
      const share = letters(text) / (letters(text) + letters(other));
      return {
        first: 'tgk_Cyrl',
        second: label,
        text: index % 2 ? `${text} ${other}` : `${other} ${text}`,
        share,
      };
    });
  });
}

/** Tajik as it is met beside the standard: lines of text that the model was not trained on. */
export async function tajikKinds(
  data: string,
  lines: readonly JudgedLine[],
): Promise<Record<string, string[]>> {
  const read = async (path: string) =>
    (await readFile(join(data, path), 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const news = lines
    .filter(({ set, label }) => set === 'NTREX' && label === 'tgk_Cyrl')
    .map(({ text }) => text);
  const pairs = await read('noise/legacy-font-pairs.jsonl');
  return {
    'talks typed without Tajik letters (real)': await read('text/research/ted-no-diacritics.txt'),
    'news without Tajik letters (by rule)': news.map(withoutTajikLetters),
    'sentences in an old font (real)': pairs
      .filter((_, index) => index % 12 === 0)
      .map((pair) => (JSON.parse(pair) as { legacy: string }).legacy),
    'Perso-Arabic script (ParsTranslit test)': await read('linguistic/tajik-persian/ParsTranslit/test.fa'),
    'news in Latin letters (by rule)': news.map(tajikInLatin),
  };
}
