// How much of what a reader could get wrong the verifier catches: `npm run bench faithfulness`. Sentences of the lessons
// (../shared) that nothing was tuned on are corrupted in twenty-two ways; each is held against the page it comes from, as an answer
// would be. Beside it the check that others make: every number and name of the answer is on the page.
import { join } from 'node:path';
import { verifySentence } from '../../src/assistant/verify/verify-sentence.ts';
import { sharedFolder } from '../../src/core/configuration.ts';
import { namedRandom } from '../../src/instructions/random.ts';
import { readArticles } from '../../src/instructions/readers/articles.ts';
import { splitSentences } from '../../src/language/index.ts';
import { type Corruption, corruptions, honest } from './faithfulness/corruptions.ts';

const pages: string[][] = [];
for (const split of ['train', 'development', 'test'] as const) {
  for await (const article of readArticles(join(sharedFolder(), 'data/lessons/articles.jsonl'), split)) {
    // The rules were looked at on other parts; what is printed is of the test part and of every fifth other article.
    if (split === 'test' || pages.length % 5 === 0)
      pages.push(article.text.flatMap((text) => splitSentences(text)));
    else pages.push([]);
  }
}

/** Whether some sentence of the page says it: what the assistant asks. */
const saidByPage = (sentence: string, page: readonly string[]) =>
  page.some((evidence) => verifySentence(sentence, evidence).supported);

/** The usual check: numbers and capitalised words of the answer occur on the page. */
function occursOnPage(sentence: string, page: readonly string[]): boolean {
  const text = page.join(' ');
  const names = sentence.match(/\p{N}+(?:[.,]\p{N}+)?|(?<=\s)\p{Lu}\p{L}+/gu) ?? [];
  return names.every((word) => text.includes(word));
}

function measure(
  title: string,
  kinds: Readonly<Record<string, Corruption>>,
  wanted: 'refused' | 'accepted',
): void {
  process.stdout.write(
    `\n| ${title} | sentences | verifier | numbers and names on the page |\n| --- | ---: | ---: | ---: |\n`,
  );
  for (const [kind, corrupt] of Object.entries(kinds)) {
    const random = namedRandom(kind);
    let [tried, ours, theirs] = [0, 0, 0];
    for (const page of pages) {
      for (const sentence of page) {
        const changed = corrupt(sentence, page, random);
        if (changed === undefined || (wanted === 'refused' && page.includes(changed))) continue;
        tried += 1;
        const accepted = { ours: saidByPage(changed, page), theirs: occursOnPage(changed, page) };
        if (accepted.ours === (wanted === 'accepted')) ours += 1;
        else if (process.env.SORO_BENCH_SHOW === kind)
          process.stdout.write(`  ${changed}\n    ${sentence}\n`);
        if (accepted.theirs === (wanted === 'accepted')) theirs += 1;
      }
    }
    const share = (count: number) => (tried === 0 ? '–' : `${((100 * count) / tried).toFixed(1)} %`);
    process.stdout.write(`| ${kind} | ${tried} | ${share(ours)} | ${share(theirs)} |\n`);
  }
}

measure('corruption, share caught', corruptions, 'refused');
measure('honest shortening, share let through', honest, 'accepted');
