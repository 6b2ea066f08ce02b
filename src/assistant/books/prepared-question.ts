import { isStopWord, plainTajik, splitWords, stemWord } from '../../language/index.ts';

/** A question that an article has ready, with its answer and the sentence that says it. */
export interface PreparedQuestion {
  readonly question: string;
  readonly typed: string;
  readonly answer: string;
  readonly evidence: string;
}

/** What a question asks for, by its question word; the first that matches. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['why', /(?:чаро|барои чӣ|аз чӣ сабаб|сабаб)/u],
  ['when', /(?<![\p{L}\p{M}])(?:кай|кадом сол|чанд сол пеш|соли чанд)/u],
  ['how many', /(?:чанд|чӣ қадар)/u],
  ['where', /куҷо/u],
  ['how', /чӣ (?:тавр|хел|гуна)|чихел/u],
  ['who', /(?<![\p{L}\p{M}])(?:кӣ|киҳо|кист)(?![\p{L}\p{M}])/u],
  ['which', /кадом/u],
  ['what is', /(?<![\p{L}\p{M}])(?:чист|чиро|чӣ аст|гуфта)(?![\p{L}\p{M}])/u],
];

function kindOf(question: string): string {
  const folded = question.toLowerCase();
  return kinds.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'other';
}

const questionWords = new Set(
  'чаро барои чи чӣ кай кадом куҷо куч кӣ ки чанд чист кист чиро тавр хел гуна қадар гуфта аст мебошад мешавад медиҳад мекунад дорад'
    .split(' ')
    .map((word) => plainTajik(word)),
);

/** Stems of the words that a question is about, without Tajik letters, so that typing does not matter. */
function aboutStems(question: string): Set<string> {
  const words = splitWords(question.toLowerCase()).filter((word) => !isStopWord(word));
  return new Set(words.map((word) => plainTajik(stemWord(word))).filter((stem) => !questionWords.has(stem)));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const stem of one) if (other.has(stem)) both += 1;
  return both / Math.max(1, one.size + other.size - both);
}

/**
 * How alike two questions have to be (Jaccard index of their stems) to have one answer. Of 74 typed questions of the lessons'
 * development part 20 found their own and none another, of 70 unanswerable ones none found any; at 0.5 five found another.
 */
const sameQuestion = 0.6;

/** Whether a question asks for what a title names: «Дар бораи Наврӯз нақл кунед» and «Наврӯз». */
export function asksForTitle(asked: string, title: string): boolean {
  const [kind, titleKind] = [kindOf(asked), kindOf(title)];
  if (titleKind !== 'other' && titleKind !== kind) return false;
  if (titleKind === 'other' && !['other', 'what is', 'who'].includes(kind)) return false;
  const about = aboutStems(asked.replace(requestWords, ' '));
  const [beforeDash = title] = title.split(/\s[—–-]\s|:\s/u);
  return (
    Math.max(likeness(about, aboutStems(title)), likeness(about, aboutStems(beforeDash))) >= sameQuestion
  );
}

/** Whether a question asks what a term means: «Калимаи мураккаб чист?» and «калимаи мураккаб». */
export function asksForTerm(asked: string, term: string): boolean {
  if (kindOf(asked) !== 'what is' && kindOf(asked) !== 'who') return false;
  const [about, own] = [aboutStems(asked.replace(requestWords, ' ')), aboutStems(term)];
  return about.size > 0 && about.size === own.size && [...about].every((stem) => own.has(stem));
}

const requestWords =
  /(?<![\p{L}\p{M}])(?:дар бораи|нақл кун(?:ед)?|гап зан(?:ед)?|гӯ(?:ед)?|фаҳмон(?:ед)?|шарҳ (?:деҳ|диҳед)|лутфан|маълумот (?:деҳ|диҳед)|ба ман)(?![\p{L}\p{M}])/giu;

/** The prepared question that is asked here in other words, if there is one: it asks for the same kind of thing. */
export function findPrepared(
  asked: string,
  prepared: readonly PreparedQuestion[],
): { readonly prepared: PreparedQuestion; readonly likeness: number } | undefined {
  const [kind, stems] = [kindOf(asked), aboutStems(asked)];
  let best: { prepared: PreparedQuestion; likeness: number } | undefined;
  for (const one of prepared) {
    for (const wording of [one.question, one.typed]) {
      if (wording === '' || (kindOf(wording) !== kind && wording !== one.typed)) continue;
      const found = likeness(stems, aboutStems(wording));
      if (found >= sameQuestion && found > (best?.likeness ?? 0)) best = { prepared: one, likeness: found };
    }
  }
  return best;
}
