// How often a question typed without Tajik letters is asked about before it is sent, and how many of those that are sent at
// once were restored wrongly; beside asking every time. The thresholds (src/school/conversations/meaning.ts) were chosen on
// one half of the lessons' articles; the figures are of the other half, of SIB-200 dev and of NTREX.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sharedFolder } from '../src/core/configuration.ts';
import { withoutTajikLetters } from '../src/language/index.ts';
import { findMeaning } from '../src/school/conversations/meaning.ts';

const data = join(sharedFolder(), 'data');
const lines = (file: string) =>
  readFileSync(join(data, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
const article = z.object({
  id: z.string(),
  questions: z.array(z.object({ question: z.string(), typed: z.string() })),
});
const questions = lines('lessons/articles.jsonl')
  .map((line) => article.parse(JSON.parse(line)))
  .filter(({ id }) => (createHash('sha256').update(id).digest()[0] ?? 0) >= 128)
  .flatMap((one) => one.questions);

const careless = (text: string) => text.toLowerCase().replace(/[?.!]/gu, '');
report(
  'questions as pupils type them',
  questions.map(({ typed }) => typed),
);
report(
  'questions, letters taken away',
  questions.map(({ question }) => question),
  true,
);
report(
  '… small letters, no signs',
  questions.map(({ question }) => careless(question)),
  true,
);
report(
  'SIB-200 dev',
  lines('evaluation/sib200/tgk_Cyrl/dev.tsv')
    .slice(1)
    .map((row) => row.split('\t')[2] ?? ''),
  true,
);
report('talks, lines as typed without the letters (real)', lines('text/research/ted-no-diacritics.txt'));
const news = lines('evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt');
const wordsOf = (text: string) => text.split(/\s+/u).length;
report(
  'NTREX, up to 12 words',
  news.filter((text) => wordsOf(text) <= 12),
  true,
);
report(
  'NTREX, 13 to 24 words',
  news.filter((text) => wordsOf(text) > 12 && wordsOf(text) <= 24),
  true,
);
report(
  'NTREX, 25 words and more',
  news.filter((text) => wordsOf(text) > 24),
  true,
);
report('NTREX', news, true);

/** With `isReference`, the texts are right and are typed without their Tajik letters. */
function report(name: string, texts: readonly string[], isReference = false): void {
  const counts = { changed: 0, asked: 0, wrong: 0, wrongBesideLastI: 0 };
  for (const text of texts) {
    const typed = isReference ? withoutTajikLetters(text) : text;
    const found = findMeaning(typed);
    if (!found) continue;
    counts.changed += 1;
    if (!found.sure) counts.asked += 1;
    else if (isReference && found.meant !== text) {
      counts.wrong += 1;
      if (withoutLastI(found.meant) !== withoutLastI(text)) counts.wrongBesideLastI += 1;
    }
  }
  const sent = counts.changed - counts.asked;
  const wrong = isReference
    ? `of those sent at once ${share(counts.wrong, sent)} have a wrong letter, ${share(counts.wrongBesideLastI, sent)} one that is no last и`
    : '';
  console.log(
    `${name}: ${texts.length} lines, ${share(counts.changed, texts.length)} would be asked about each time; asked ${share(counts.asked, texts.length)}; ${wrong}`,
  );
}

function withoutLastI(text: string): string {
  return text.replace(/ӣ(?!\p{L})/gu, 'и').replace(/Ӣ(?!\p{L})/gu, 'И');
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
