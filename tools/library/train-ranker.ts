// Trains src/library/data/ranker.json on the questions of ../shared/data/lessons (CC0), the train part of the articles
// only, with the explanatory dictionary as distractors. Prints figures of the development part.
//   node tools/library/train-ranker.ts
import { writeFileAtomically } from '../../src/core/files.ts';
import { withoutTajikLetters } from '../../src/language/index.ts';
import type { Article } from '../../src/library/article.ts';
import { gateFeatureNames } from '../../src/library/evidence/gate-features.ts';
import {
  gateRow,
  orderByScores,
  type Ranking,
  type ReadPage,
  readPages,
  rerankRows,
} from '../../src/library/evidence/rank.ts';
import { rerankFeatureNames } from '../../src/library/evidence/rerank-features.ts';
import { sentenceFeatureNames } from '../../src/library/evidence/sentence-features.ts';
import { scoreTrees, type Trees } from '../../src/library/evidence/trees.ts';
import { type Candidate, findCandidates } from '../../src/library/search/candidates.ts';
import { matchPages, pageFeatureNames } from '../../src/library/search/page-features.ts';
import { type TermIndex, weighTerms } from '../../src/library/search/term-index.ts';
import { type Question, understandQuestion } from '../../src/library/text/question.ts';
import { modelOutput, trialSample } from '../model-output.ts';
import { trainTrees } from './boosting.ts';
import { trainWeights } from './softmax-weights.ts';
import { hashOf, partOf } from './split.ts';
import { makeTrainingLibrary, readLessons } from './training-library.ts';

interface Asked {
  readonly text: string;
  readonly article: Article;
  /** Undefined for a question that the article does not answer. */
  readonly evidence: string | undefined;
  readonly isTyped: boolean;
  /** Its article is taken out of the library. */
  readonly isForeign: boolean;
  readonly fold: number;
}

interface Looked {
  readonly asked: Asked;
  readonly question: Question;
  readonly terms: TermIndex;
  readonly candidates: readonly Candidate[];
}

const folds = 2;
const hardest = 20;
const print = (line: string) => process.stdout.write(`${line}\n`);
const articles = trialSample(await readLessons());
const database = await makeTrainingLibrary(articles);
print(`library ready: ${process.memoryUsage().rss / 1e6} MB`);

const train = lookUp(articles.filter(({ id }) => partOf(id) === 'train'));
const development = lookUp(articles.filter(({ id }) => partOf(id) === 'development'));
print(`${train.length} questions to train with, ${development.length} to look at`);
const answerable = (list: readonly Looked[]) =>
  list.filter(({ asked }) => asked.evidence !== undefined && !asked.isForeign);

// 1. Weights of the page features.
const groups = answerable(train).flatMap(({ candidates, terms, asked }) => {
  const right = candidates.findIndex(({ page }) => page.articleKey === asked.article.id);
  return right === -1 ? [] : [{ rows: matchPages(candidates, terms).map(({ features }) => features), right }];
});
quickReport();
const firstPages = trainWeights(groups, pageFeatureNames.length);
print(`page weights: ${pageFeatureNames.map((name, at) => `${name} ${firstPages[at]}`).join(', ')}`);

interface Read extends Looked {
  readonly pages: readonly ReadPage[];
}
const read = ({ ...looked }: Looked): Read => ({
  ...looked,
  pages: readPages(looked.candidates, looked.question, looked.terms, firstPages),
});
const trainRead = train.map(read);
const developmentRead = development.map(read);
print('pages read');

// 2. Sentences; scores of questions that a model saw are no scores: each fold gets those of a model of the others.
const sentenceSettings = { rounds: 220, depth: 4, rate: 0.08, smallestLeaf: 30, sample: 0.6, seed: 1 };
const pageSettings = { rounds: 120, depth: 3, rate: 0.08, smallestLeaf: 30, sample: 0.7, seed: 2 };
const gateSettings = { rounds: 120, depth: 3, rate: 0.06, smallestLeaf: 25, sample: 0.6, seed: 3 };
const sentencesOf = (list: readonly Read[]) => trainTrees(sentenceRows(list), sentenceSettings);
const sentences = sentencesOf(answerableRead(trainRead));
const foldSentences = Array.from({ length: folds }, (_, fold) =>
  sentencesOf(answerableRead(trainRead.filter(({ asked }) => asked.fold !== fold))),
);
print('sentence model trained');
const scored = (list: readonly Read[], model: (fold: number) => Trees) =>
  list.map((one) => ({
    ...one,
    sentenceScores: one.pages.map((page) =>
      page.sentences.map(({ features }) => scoreTrees(model(one.asked.fold), features)),
    ),
  }));
const trainScored = scored(trainRead, (fold) => foldSentences[fold] ?? sentences);
const developmentScored = scored(developmentRead, () => sentences);
type Scored = (typeof trainScored)[number];

// 3. Pages, once their sentences are scored.
const pagesOf = (list: readonly Scored[]) => trainTrees(pageRows(list), pageSettings);
const pages = pagesOf(trainScored);
const foldPages = Array.from({ length: folds }, (_, fold) =>
  pagesOf(trainScored.filter(({ asked }) => asked.fold !== fold)),
);
const ranked = (list: readonly Scored[], model: (fold: number) => Trees, share: number) =>
  list.map((one) => {
    const pageScores = rerankRows(one.pages, one.sentenceScores).map((row) =>
      scoreTrees(model(one.asked.fold), row),
    );
    return { ...one, ranking: orderByScores(one.pages, one.sentenceScores, pageScores, share) };
  });
type Ranked = ReturnType<typeof ranked>[number];
const shares = [0, 0.25, 0.5, 0.75, 1, 1.5].map((share) => {
  const list = ranked(trainScored, (fold) => foldPages[fold] ?? pages, share);
  return { share, first: rate(list.filter(isAnswerable), (one) => evidencePlace(one) === 0) };
});
print(shares.map(({ share, first }) => `share ${share}: ${first.toFixed(4)}`).join(', '));
const pageShare = shares.sort((one, other) => other.first - one.first)[0]?.share ?? 0.5;
const trainRanked = ranked(trainScored, (fold) => foldPages[fold] ?? pages, pageShare);
const developmentRanked = ranked(developmentScored, () => pages, pageShare);

// 4. The gates.
const answerRows = (list: readonly Ranked[]) =>
  gateRows(list, (one) => (isAnswerable(one) && evidencePlace(one) === 0 ? 1 : 0));
const aboutRows = (list: readonly Ranked[]) =>
  gateRows(list, (one) => (!one.asked.isForeign && articlePlace(one) >= 0 && articlePlace(one) < 3 ? 1 : 0));
const gate = (data: ReturnType<typeof gateRows>) =>
  trainTrees({ names: gateFeatureNames, ...data }, gateSettings);
const answer = gate(answerRows(trainRanked));
const about = gate(aboutRows(trainRanked));
const foldGates = Array.from({ length: folds }, (_, fold) => ({
  answer: gate(answerRows(trainRanked.filter(({ asked }) => asked.fold !== fold))),
  about: gate(aboutRows(trainRanked.filter(({ asked }) => asked.fold !== fold))),
}));
const probability = (trees: Trees, one: Ranked) =>
  1 / (1 + Math.exp(-scoreTrees(trees, gateRow(one.ranking, one.terms))));
const outOfFold = trainRanked.map((one) => ({
  one,
  answer: probability(foldGates[one.asked.fold]?.answer ?? answer, one),
  about: probability(foldGates[one.asked.fold]?.about ?? about, one),
}));
const refusable = outOfFold.filter(({ one }) => one.asked.evidence === undefined || one.asked.isForeign);
// 3.5 % of the questions without an answer on questions not seen leaves room below the 5 % that are promised.
const answerThreshold = quantile(
  refusable.map((each) => each.answer),
  0.965,
);
const aboutThreshold = quantile(
  outOfFold.filter(({ one }) => isAnswerable(one)).map((each) => each.about),
  0.06,
);

const trees = (model: Trees) => model;
await writeFileAtomically(
  modelOutput('src/library/data/ranker.json'),
  `${JSON.stringify({
    madeBy: 'tools/library/train-ranker.ts',
    sources:
      'Questions of data/lessons (CC0), train part of the articles; the explanatory dictionary as distractors.',
    firstPages,
    sentences: trees(sentences),
    pages: trees(pages),
    pageShare,
    answer: { trees: trees(answer), threshold: round(answerThreshold) },
    about: { trees: trees(about), threshold: round(aboutThreshold) },
  }).replaceAll(/\],\[\[/gu, '],\n[[')}\n`,
);
report('train, each fold by models of the others', trainRanked, outOfFold);
report(
  'development',
  developmentRanked,
  developmentRanked.map((one) => ({ one, answer: probability(answer, one), about: probability(about, one) })),
);

/** How many right pages are among the candidates: all that looking up can change. */
function quickReport(): void {
  for (const isTyped of [false, true]) {
    const own = answerable(development).filter(({ asked }) => asked.isTyped === isTyped);
    const found = rate(own, ({ candidates, asked }) =>
      candidates.some(({ page }) => page.articleKey === asked.article.id),
    );
    print(`development, ${isTyped ? 'as typed' : 'well typed'}: among candidates ${found.toFixed(4)}`);
  }
}

function lookUp(chosen: readonly Article[]): Looked[] {
  const asked = chosen.flatMap((article): Asked[] => {
    const fold = hashOf(`fold ${article.id}`) % folds;
    const base = { article, fold, isForeign: false, isTyped: false };
    return [
      ...article.questions.flatMap(({ question, typed, evidence }) => [
        { ...base, text: question, evidence },
        { ...base, text: typed, evidence, isTyped: true },
      ]),
      ...article.unanswerable.flatMap((text) => [
        { ...base, text, evidence: undefined },
        {
          ...base,
          text: withoutTajikLetters(text).toLowerCase().replaceAll('?', ''),
          evidence: undefined,
          isTyped: true,
        },
      ]),
      ...article.questions.slice(0, 3).flatMap(({ question, typed }) => [
        { ...base, text: question, evidence: undefined, isForeign: true },
        { ...base, text: typed, evidence: undefined, isForeign: true, isTyped: true },
      ]),
    ];
  });
  return asked
    .filter(({ text }) => text !== '')
    .map((one) => {
      const question = understandQuestion(one.text);
      const terms = weighTerms(database, question);
      const found = findCandidates(database, terms, {});
      const candidates = one.isForeign
        ? found.filter(({ page }) => page.articleKey !== one.article.id)
        : found;
      return { asked: one, question, terms, candidates };
    });
}

function answerableRead(list: readonly Read[]): Read[] {
  return list.filter(({ asked }) => asked.evidence !== undefined && !asked.isForeign);
}

function sentenceRows(list: readonly Read[]) {
  const rows: number[][] = [];
  const labels: number[] = [];
  const groupOf: number[] = [];
  for (const [group, { asked, pages: own }] of list.entries()) {
    const all = own.flatMap((page) =>
      page.sentences.map(({ features, match }) => ({
        features,
        cover: match.cover,
        right: isEvidence(asked, page, match.sentence.text) ? 1 : 0,
      })),
    );
    if (!all.some(({ right }) => right === 1)) continue;
    const sorted = all.sort((one, other) => other.right - one.right || other.cover - one.cover);
    // The hardest, and some of the rest: a model that has seen only the hardest errs on the others.
    const rest = sorted.slice(hardest).filter((_, at) => hashOf(`${asked.text} ${at}`) % 5 === 0);
    const chosen = [...sorted.slice(0, hardest), ...rest];
    for (const { features, right } of chosen) {
      rows.push(features);
      labels.push(right);
      groupOf.push(group);
    }
  }
  return { names: sentenceFeatureNames, rows, labels, groups: groupOf };
}

function pageRows(list: readonly Scored[]) {
  const rows: number[][] = [];
  const labels: number[] = [];
  const groupOf: number[] = [];
  for (const [group, one] of list.entries()) {
    if (!isAnswerable(one)) continue;
    const right = one.pages.map((page) => (keyOf(page) === one.asked.article.id ? 1 : 0));
    if (!right.includes(1)) continue;
    for (const [index, row] of rerankRows(one.pages, one.sentenceScores).entries()) {
      rows.push(row);
      labels.push(right[index] ?? 0);
      groupOf.push(group);
    }
  }
  return { names: rerankFeatureNames, rows, labels, groups: groupOf };
}

function gateRows(list: readonly Ranked[], label: (one: Ranked) => number) {
  return { rows: list.map((one) => gateRow(one.ranking, one.terms)), labels: list.map(label) };
}

function isAnswerable({ asked }: { readonly asked: Asked }): boolean {
  return asked.evidence !== undefined && !asked.isForeign;
}

function isEvidence(asked: Asked, page: ReadPage, sentence: string): boolean {
  if (asked.evidence === undefined || keyOf(page) !== asked.article.id) return false;
  return (
    sentence.includes(asked.evidence) ||
    (asked.evidence.includes(sentence) && sentence.length > 0.6 * asked.evidence.length)
  );
}

function keyOf(page: ReadPage): string {
  return page.match.candidate.page.articleKey;
}

function evidencePlace({ ranking, asked }: { readonly ranking: Ranking; readonly asked: Asked }): number {
  const place = ranking.sentences.findIndex(({ page, measured }) =>
    isEvidence(asked, page, measured.match.sentence.text),
  );
  return place === -1 ? Number.POSITIVE_INFINITY : place;
}

function articlePlace({ ranking, asked }: Ranked): number {
  return ranking.pages.findIndex((page) => keyOf(page) === asked.article.id);
}

function report(
  name: string,
  list: readonly Ranked[],
  gates: readonly { readonly one: Ranked; readonly answer: number; readonly about: number }[],
): void {
  for (const isTyped of [false, true]) {
    const own = list.filter((one) => isAnswerable(one) && one.asked.isTyped === isTyped);
    const inCandidates = rate(own, ({ candidates, asked }) =>
      candidates.some(({ page }) => page.articleKey === asked.article.id),
    );
    const article = (most: number) => rate(own, (one) => articlePlace(one) >= 0 && articlePlace(one) < most);
    const evidence = (most: number) => rate(own, (one) => evidencePlace(one) < most);
    const figures = [article(1), article(5), inCandidates, evidence(1), evidence(3), evidence(5)].map(
      (value) => value.toFixed(3),
    );
    print(
      `${name}, ${isTyped ? 'as typed' : 'well typed'} (${own.length}): article @1 @5 among candidates ${figures.slice(0, 3).join(' ')}; evidence @1 @3 @5 ${figures.slice(3).join(' ')}`,
    );
  }
  const right = gates.filter(({ one }) => isAnswerable(one));
  const own = gates.filter(({ one }) => !isAnswerable(one) && !one.asked.isForeign);
  const foreign = gates.filter(({ one }) => one.asked.isForeign);
  const answered = (part: typeof gates) => rate(part, (each) => each.answer >= answerThreshold).toFixed(3);
  const shown = (part: typeof gates) =>
    rate(part, (each) => each.answer >= answerThreshold || each.about >= aboutThreshold).toFixed(3);
  print(
    `  answered: answerable ${answered(right)}, unanswerable ${answered(own)}, foreign ${answered(foreign)}; answer or passages: ${shown(right)}, ${shown(own)}, ${shown(foreign)}`,
  );
  const best = right.filter((each) => each.answer >= answerThreshold);
  print(`  of the answers, evidence first: ${rate(best, ({ one }) => evidencePlace(one) === 0).toFixed(3)}`);
}

function rate<Item>(list: readonly Item[], holds: (item: Item) => boolean): number {
  return list.length === 0 ? 0 : list.filter(holds).length / list.length;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
