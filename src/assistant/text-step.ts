import { countUp } from '../core/count-up.ts';
import { splitSentences, splitWords, stemWord } from '../language/index.ts';
import type { Step } from './types.ts';

const request =
  /^(?<ask>[^:\n]{0,90}?(?:хулоса|кӯтоҳ|мазмун|фикри (?:асос|муҳим)|фикрҳои (?:асос|муҳим)|мухтасар)[^:?\n]{0,60}?)[:?\n]\s*(?<text>[\s\S]{60,})$/iu;
const requestSentence =
  /^(?<ask>[^.:?\n]{0,60}?(?:матн|хабар)[^.:?\n]{0,50}(?:(?:бо|ба|дар) (?:як|ду|се) ҷумла|хулоса|мазмун|кӯтоҳ|мухтасар|дар бораи чист|фикри асосӣ)[^.:?\n]{0,30})[.?]\s+(?<text>[\s\S]{60,})$|^(?<ask2>[^.:?\n]{0,40}ба (?:як|ду|се) ҷумла (?:ор|овар)[^.:?\n]{0,15}):\s*(?<text2>[\s\S]{60,})$/iu;
const titleRequest =
  /^(?<ask>[^:\n]{0,60}?(?:сарлавҳа|унвон|(?:ба ин |ба )?матн ном)[^:?\n]{0,40}?)[:?\n]\s*(?<text>[\s\S]{30,})$/iu;

/** A text that the user pastes, and how short it is wanted: sentences of the text itself. */
export const textStep: Step = {
  name: 'text',
  run({ restored }) {
    const titled = titleRequest.exec(restored)?.groups?.text;
    if (titled !== undefined) {
      const text = `Сарлавҳа, аз калимаҳои матн: «${titleOf(titled)}»`;
      return {
        outcome: { kind: 'computed', tool: 'summary', text, citations: [] },
        facts: ['the first clause of the main sentence'],
      };
    }
    const { ask, text } = requestOf(restored) ?? {};
    if (ask === undefined || text === undefined) return { facts: [] };
    const sentences = splitSentences(text);
    if (sentences.length < 2) {
      const short = shortened(text);
      if (short === undefined) return { facts: ['a text of one sentence'] };
      return {
        outcome: { kind: 'computed', tool: 'summary', text: short, citations: [] },
        facts: ['the first and the last clause of a sentence, taken word for word'],
      };
    }
    const wanted = wantedSentences(ask, sentences.length);
    const chosen = mainSentences(sentences, wanted);
    const isList = /(?:номбар|се |ду |чор )/iu.test(ask) && wanted > 1;
    const answer = isList
      ? chosen.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n')
      : chosen.join(' ');
    return {
      outcome: { kind: 'computed', tool: 'summary', text: answer, citations: [] },
      facts: [`${chosen.length} of ${sentences.length} sentences, taken word for word`],
    };
  },
};

function requestOf(message: string): { readonly ask?: string; readonly text?: string } | undefined {
  const sentence = requestSentence.exec(message)?.groups;
  const ask = sentence?.ask ?? sentence?.ask2;
  const text = sentence?.text ?? sentence?.text2;
  if (ask !== undefined && text !== undefined) return { ask, text };
  return request.exec(message)?.groups;
}

/** Who and what of a long sentence, without what is told between: its first and its last clause. */
export function shortened(sentence: string): string | undefined {
  const clauses = sentence.trim().split(/,\s+/u);
  const [first = '', second = ''] = clauses;
  const last = clauses.at(-1) ?? '';
  if (clauses.length < 3) return undefined;
  // «Вақте ки …, …» says nothing without what follows it.
  const begin = /^(?:вақте|агар|чун|азбаски|ҳангоме)(?!\p{L})/iu.test(first) ? `${first}, ${second}` : first;
  return clauses.length > 3 || begin === first ? `${begin}, … ${last}` : undefined;
}

const longestTitleWords = 5;
const whenWords =
  /^(?:имрӯз|дирӯз|пагоҳ|фардо|ҳоло|имсол|парсол|як рӯз|ҳар (?:рӯз|субҳ|бегоҳ|шаб|сол|тобистон))\s+/iu;

/** What a text is about in its own words: the first clause of its main sentence, without when it happened. */
export function titleOf(text: string): string {
  const [main = text] = mainSentences(splitSentences(text), 1);
  const clause = main.replace(whenWords, '').split(/[,;:.!?]|\s(?:ва|ки|чунки|зеро)\s/u)[0] ?? main;
  const words = clause.trim().split(/\s+/u).slice(0, longestTitleWords).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const counts: readonly (readonly [RegExp, number])[] = [
  [/(?:як|1) (?:ҷумла|фикр)/iu, 1],
  [/(?:ду|2) (?:ҷумла|фикр)/iu, 2],
  [/(?:се|3) (?:ҷумла|фикр)/iu, 3],
  [/(?:чор|чаҳор|4) (?:ҷумла|фикр)/iu, 4],
  [/(?:панҷ|5) (?:ҷумла|фикр)/iu, 5],
];

function wantedSentences(ask: string, sentences: number): number {
  const named = counts.find(([pattern]) => pattern.test(ask))?.[1];
  return Math.min(named ?? Math.max(1, Math.round(sentences / 3)), sentences);
}

/** The sentences whose words the text repeats most, the first a little favoured; in the order of the text. */
export function mainSentences(sentences: readonly string[], wanted: number): string[] {
  const stems = sentences.map((sentence) =>
    splitWords(sentence.toLowerCase())
      .filter((word) => word.length > 3)
      .map((word) => stemWord(word)),
  );
  const frequency = new Map<string, number>();
  for (const stem of stems.flatMap((words) => [...new Set(words)])) {
    countUp(frequency, stem);
  }
  const score = (index: number) => {
    const words = [...new Set(stems[index])];
    const repeated = words.reduce((sum, stem) => sum + Math.max(0, (frequency.get(stem) ?? 1) - 1), 0);
    const hasFact = /\p{N}/u.test(sentences[index] ?? '') ? 1 : 0;
    return (repeated + hasFact + (index === 0 ? 1.5 : 0)) / Math.sqrt(Math.max(4, words.length));
  };
  const order = sentences.map((_, index) => index).sort((a, b) => score(b) - score(a) || a - b);
  return order
    .slice(0, wanted)
    .sort((a, b) => a - b)
    .flatMap((index) => sentences[index] ?? []);
}
