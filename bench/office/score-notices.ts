import { noticeTexts } from '../../src/office/index.ts';
import { percent, readLines, wordsOf } from './marked-text.ts';

const kindOfMark = { d: 'dates', p: 'places', s: 'sums' } as const;
type Kind = 'dates' | 'places' | 'sums' | 'actions';
const smallWords = ['то', 'аз', 'ва', 'соати', 'рузи', 'рузхои'];

/** Reads the notices of a file and prints which marked pieces were kept; lists the rest when verbose. */
export function scoreNotices(file: string, verbose: boolean): void {
  const counts: Record<Kind, { marked: number; kept: number; extra: number }> = {
    dates: { marked: 0, kept: 0, extra: 0 },
    places: { marked: 0, kept: 0, extra: 0 },
    sums: { marked: 0, kept: 0, extra: 0 },
    actions: { marked: 0, kept: 0, extra: 0 },
  };
  let inventedPieces = 0;
  const notices = readLines(file);
  for (const line of notices) {
    const gold: Record<Kind, string[]> = { dates: [], places: [], sums: [], actions: [] };
    const unmarked = line.replace(
      /\{([dps])\|([^}]*)\}/gu,
      (_, kind: keyof typeof kindOfMark, value: string) => {
        gold[kindOfMark[kind]].push(value.replace(/,$/u, ''));
        return value;
      },
    );
    // «!» before a sentence, not after one.
    const text = unmarked.replace(/(^| )!(?=\p{L})/gu, (_, space: string) => `${space}◆`);
    for (const [, action = ''] of text.matchAll(/◆(.+?[.!?])(?=\s|$)/gu)) gold.actions.push(action);
    const plain = text.replaceAll('◆', '');
    const found = noticeTexts(plain);
    for (const pieces of Object.values(found))
      inventedPieces += pieces.filter((piece) => !plain.includes(piece)).length;
    for (const kind of ['dates', 'places', 'sums', 'actions'] as const) {
      const [tally, all] = [counts[kind], found[kind]];
      const isKept = (value: string) => {
        const wanted = wordsOf(value).filter((word) => !smallWords.includes(word));
        const offered = all.flatMap(wordsOf);
        return kind === 'actions'
          ? all.some((one) => one.includes(value) || value.includes(one))
          : wanted.every((word) => offered.includes(word));
      };
      for (const value of gold[kind]) {
        tally.marked += 1;
        if (isKept(value)) tally.kept += 1;
        else if (verbose) console.log(`LOST ${kind}: ${value}   | ${plain}`);
      }
      const extra = all.filter(
        (one) => !gold[kind].some((value) => wordsOf(value).some((word) => wordsOf(one).includes(word))),
      );
      tally.extra += extra.length;
      if (verbose && extra.length > 0) console.log(`EXTRA ${kind}: ${extra.join(' | ')}   | ${plain}`);
    }
  }
  for (const [kind, { marked, kept, extra }] of Object.entries(counts))
    console.log(
      `${file} (${notices.length}), ${kind}: ${marked} marked, kept ${percent(kept, marked)}, beside them ${extra}`,
    );
  console.log(`${file}: pieces that do not stand in the text ${inventedPieces}`);
}
