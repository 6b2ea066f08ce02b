import type { Citation } from '../../chat/index.ts';
import type { Evidence } from '../../library/index.ts';
import type { Knowledge, Outcome } from '../types.ts';
import { citationOf } from './citation.ts';
import { articlePages, bestOnPage } from './found-pages.ts';
import { asksForTerm, asksForTitle } from './prepared-question.ts';

type Find = (question: string) => Evidence;

const compared =
  /^(?:фарқи\s+)?(?<one>[^?.!]{2,60}?)\s+(?:ва|аз)\s+(?<other>[^?.!]{2,60}?)\s+(?:(?:аз (?:ҳам|якдигар)\s+)?(?:чӣ|кадом)\s+фарқ\p{L}*(?:\s+(?:дорад|доранд|мекунад|мекунанд))?|(?:чӣ|чи) тавр фарқ\s+\p{L}+|чист)\s*\??$/iu;

/** «Фарқи исм аз сифат чист?»: the books' definitions of both, side by side; nothing where one is missing. */
export function comparison(asked: string, find: Find, knowledge: Knowledge): Outcome | undefined {
  const { one, other } = compared.exec(asked.trim())?.groups ?? {};
  if (one === undefined || other === undefined || !/фарқ/iu.test(asked)) return undefined;
  const found = [one, other].map((term, at) => definitionOf(term, at + 1, find, knowledge));
  const lines = found.flatMap((definition) => definition?.line ?? []);
  if (lines.length < 2) return undefined;
  return {
    kind: 'book',
    text: lines.join('\n'),
    citations: found.flatMap((definition) => definition?.citation ?? []),
  };
}

function definitionOf(
  term: string,
  number: number,
  find: Find,
  knowledge: Knowledge,
): { readonly line: string; readonly citation: Citation } | undefined {
  const asked = `${term} чист?`;
  const evidence = find(asked);
  for (const { book, page } of articlePages(evidence)) {
    const terms = knowledge.article(page.bookId, page.number)?.terms ?? [];
    const own = terms.find((one) => asksForTerm(asked, one.term));
    if (own === undefined) continue;
    const citation = { ...bestOnPage(evidence, book, page), number };
    return { line: `• ${own.term}: ${own.definition} [${number}]`, citation };
  }
  return undefined;
}

const counts = { як: 1, ду: 2, се: 3, чор: 4, чаҳор: 4, панҷ: 5 } as const;
const told =
  /^(?:ба ман\s+)?дар бораи\s+(?<topic>[^?.!,]{2,60}?)\s+(?<count>як|ду|се|чор|чаҳор|панҷ|[1-5])\s+ҷумла(?:\s+(?:гӯед|гӯй|бигӯ|нависед|навис|созед|тартиб диҳед))?\s*[.!?]*$/iu;

/** «Дар бораи Рӯдакӣ се ҷумла гӯед»: the first sentences of the article of that name, word for word. */
export function firstSentences(asked: string, find: Find, knowledge: Knowledge): Outcome | undefined {
  const { topic, count } = told.exec(asked.trim())?.groups ?? {};
  if (topic === undefined || count === undefined) return undefined;
  const evidence = find(`Дар бораи ${topic} нақл кунед`);
  const found = articlePages(evidence).find(({ page }) => {
    const title = knowledge.article(page.bookId, page.number)?.title;
    return title !== undefined && asksForTitle(`Дар бораи ${topic}`, title);
  });
  if (found === undefined) return undefined;
  const { text, bookId, number } = found.page;
  const end = endOfSentence(text, sentencesOf(count));
  const quote = { bookId, page: number, start: 0, end };
  return {
    kind: 'book',
    text: `${text.slice(0, end).replace(/\s*\n+\s*/gu, ' ')} [1]`,
    citations: [citationOf({ ...found, quote, answerSpans: [] }, 1)],
  };
}

function sentencesOf(count: string): number {
  const named = Object.entries(counts).find(([word]) => word === count.toLowerCase())?.[1];
  return named ?? Number(count);
}

function endOfSentence(text: string, count: number): number {
  const ends = [...text.matchAll(/[.!?]»?(?=\s|$)/gu)].map(({ 0: sign, index }) => index + sign.length);
  return ends[count - 1] ?? ends.at(-1) ?? text.length;
}
