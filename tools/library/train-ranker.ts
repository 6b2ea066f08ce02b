// Trains src/library/data/ranker.json on the questions of ../shared/data/lessons (CC0), the train part of the articles
// only, with the explanatory dictionary as distractors, and prints figures of the development part. Before it:
//   node tools/library/learn-page-weights.ts
//   node tools/library/gather-rows.ts SHARD SHARDS       for each shard; about 60 ms a question
//   node tools/library/train-ranker.ts [--folder work/ranker]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../src/core/configuration.ts';
import { writeFileAtomically } from '../../src/core/files.ts';
import { gateFeatureNames, gateFeatures } from '../../src/library/evidence/gate-features.ts';
import {
  bestSentenceScore,
  rerankFeatureNames,
  sentenceScoreFeatures,
  sentenceScoreNames,
} from '../../src/library/evidence/rerank-features.ts';
import { sentenceFeatureNames } from '../../src/library/evidence/sentence-features.ts';
import { scoreTrees, type Trees } from '../../src/library/evidence/trees.ts';
import { modelOutput } from '../model-output.ts';
import { trainTrees } from './boosting.ts';
import { type Gathered, readGathered, readPageWeights } from './gathered.ts';
import { hashOf, partOf } from './split.ts';

const { values: flags } = parseArgs({
  options: {
    folder: { type: 'string', default: join(projectFolder, 'work/ranker') },
    rounds: { type: 'string', default: '260' },
  },
});
const rounds = Number(flags.rounds);
const folds = 2;
/** Sentences a question that compete in training: the hardest by cover, and a part of the rest. */
const hardest = 24;
const sentenceSettings = { rounds, depth: 5, rate: 0.06, smallestLeaf: 30, sample: 0.6, seed: 1 };
const pageSettings = {
  rounds: Math.ceil(rounds / 2),
  depth: 3,
  rate: 0.08,
  smallestLeaf: 30,
  sample: 0.7,
  seed: 2,
};
const gateSettings = {
  rounds: Math.ceil(rounds / 2),
  depth: 3,
  rate: 0.06,
  smallestLeaf: 25,
  sample: 0.6,
  seed: 3,
};
const coverAt = sentenceFeatureNames.indexOf('cover');
const gramAt = sentenceFeatureNames.indexOf('gram-cover');
const print = (line: string) => process.stdout.write(`${line}\n`);

const all = await readGathered(flags.folder);
const train = all.filter(({ article }) => partOf(article) === 'train');
const development = all.filter(({ article }) => partOf(article) === 'development');
print(`${train.length} questions to train with, ${development.length} to look at`);
const foldOf = ({ article }: Gathered) => hashOf(`fold ${article}`) % folds;

// 1. Sentences. Scores of questions that a model saw are no scores: each fold gets those of a model of the others.
const sentences = trainSentences(train);
const foldSentences = Array.from({ length: folds }, (_, fold) =>
  trainSentences(train.filter((one) => foldOf(one) !== fold)),
);
print('sentence models trained');
const trainScored = train.map((one) => score(one, foldSentences[foldOf(one)] ?? sentences));
const developmentScored = development.map((one) => score(one, sentences));
type Scored = ReturnType<typeof score>;

// 2. Pages, once their sentences are scored.
const pages = trainPages(trainScored);
const foldPages = Array.from({ length: folds }, (_, fold) =>
  trainPages(trainScored.filter(({ one }) => foldOf(one) !== fold)),
);
const shares = [0, 0.25, 0.5, 0.75, 1, 1.5].map((share) => {
  const own = trainScored.filter(({ one }) => isAnswerable(one));
  const right = own.filter((scored) => isFirst(rank(scored, foldPages[foldOf(scored.one)] ?? pages, share)));
  return { share, first: right.length / own.length };
});
print(shares.map(({ share, first }) => `share ${share}: ${first.toFixed(4)}`).join(', '));
const pageShare = shares.toSorted((one, other) => other.first - one.first)[0]?.share ?? 0.5;
const trainRanked = trainScored.map((one) => rank(one, foldPages[foldOf(one.one)] ?? pages, pageShare));
const developmentRanked = developmentScored.map((one) => rank(one, pages, pageShare));
type Ranked = ReturnType<typeof rank>;

// 3. The gates.
const answer = trainGate(trainRanked, answers);
const about = trainGate(trainRanked, isAbout);
const foldGates = Array.from({ length: folds }, (_, fold) => {
  const others = trainRanked.filter(({ one }) => foldOf(one) !== fold);
  return { answer: trainGate(others, answers), about: trainGate(others, isAbout) };
});
const judged = trainRanked.map((ranked) => {
  const gates = foldGates[foldOf(ranked.one)];
  return {
    ranked,
    answer: probability(gates?.answer ?? answer, ranked),
    about: probability(gates?.about ?? about, ranked),
  };
});
// 3.5 % of the questions without an answer on questions not seen leaves room below the 5 % that are promised.
const answerThreshold = quantile(
  judged.filter(({ ranked }) => !isAnswerable(ranked.one)).map((each) => each.answer),
  0.965,
);
const aboutThreshold = quantile(
  judged.filter(({ ranked }) => isAnswerable(ranked.one)).map((each) => each.about),
  0.06,
);

await writeFileAtomically(
  modelOutput('src/library/data/ranker.json'),
  `${JSON.stringify({
    madeBy: 'tools/library/train-ranker.ts',
    sources:
      'Questions of data/lessons (CC0), train part of the articles; the explanatory dictionary as distractors.',
    firstPages: readPageWeights(flags.folder),
    sentences,
    pages,
    pageShare,
    answer: { trees: answer, threshold: round(answerThreshold) },
    about: { trees: about, threshold: round(aboutThreshold) },
  }).replaceAll(/\],\[\[/gu, '],\n[[')}\n`,
);
report('train, each fold by models of the others', judged);
report(
  'development',
  developmentRanked.map((ranked) => ({
    ranked,
    answer: probability(answer, ranked),
    about: probability(about, ranked),
  })),
);

function isAnswerable({ isAnswerable: has, isForeign }: Gathered): boolean {
  return has && !isForeign;
}

function trainSentences(list: readonly Gathered[]): Trees {
  const rows: ArrayLike<number>[] = [];
  const labels: number[] = [];
  const groups: number[] = [];
  for (const [group, one] of list.filter(isAnswerable).entries()) {
    const told = one.pages.flatMap(({ right }, page) =>
      (one.sentences[page] ?? []).map((features, at) => ({ features, right: right.includes(at) ? 1 : 0 })),
    );
    if (!told.some(({ right }) => right === 1)) continue;
    const hardness = ({ features }: (typeof told)[number]) =>
      (features[coverAt] ?? 0) + (features[gramAt] ?? 0);
    const sorted = told.sort(
      (first, other) => other.right - first.right || hardness(other) - hardness(first),
    );
    // A model that has seen only the hardest errs on the others.
    const rest = sorted.slice(hardest).filter((_, at) => hashOf(`${one.text} ${at}`) % 6 === 0);
    for (const { features, right } of [...sorted.slice(0, hardest), ...rest]) {
      rows.push(features);
      labels.push(right);
      groups.push(group);
    }
  }
  return trainTrees({ names: sentenceFeatureNames, rows, labels, groups }, sentenceSettings);
}

function score(one: Gathered, trees: Trees) {
  return {
    one,
    scores: one.sentences.map((list) => list.map((features) => scoreTrees(trees, features))),
  };
}

/** Rows of the page model: what was gathered, with the scores of the page's sentences put in. */
function pageRows({ one, scores }: Scored): number[][] {
  const from = rerankFeatureNames.indexOf(sentenceScoreNames[0]);
  const highest = bestSentenceScore(scores);
  return one.pageRows.map((row, page) => {
    const filled = Array.from(row);
    const own = sentenceScoreFeatures(scores[page] ?? [], highest);
    filled.splice(from, own.length, ...own);
    return filled;
  });
}

function trainPages(list: readonly Scored[]): Trees {
  const own = list.filter(({ one }) => isAnswerable(one) && one.pages.some(({ isRight }) => isRight));
  const rows = own.flatMap(pageRows);
  const labels = own.flatMap(({ one }) => one.pages.map(({ isRight }) => (isRight ? 1 : 0)));
  const groups = own.flatMap(({ one }, group) => one.pages.map(() => group));
  return trainTrees({ names: rerankFeatureNames, rows, labels, groups }, pageSettings);
}

function rank(scored: Scored, trees: Trees, share: number) {
  const { one, scores } = scored;
  const pageScores = pageRows(scored).map((row) => scoreTrees(trees, row));
  const order = pageScores
    .map((_, page) => page)
    .sort((first, other) => (pageScores[other] ?? 0) - (pageScores[first] ?? 0));
  const told = scores
    .flatMap((list, page) =>
      list.map((own, at) => ({ page, at, score: own + share * (pageScores[page] ?? 0) })),
    )
    .sort((first, other) => other.score - first.score);
  const isRight = told.map(({ page, at }) => one.pages[page]?.right.includes(at) ?? false);
  return {
    one,
    articlePlace: order.findIndex((page) => one.pages[page]?.isRight),
    evidencePlace: isRight.indexOf(true),
    gate: gateFeatures({
      scores: told.slice(0, 2).map((each) => each.score),
      pageScores: order.slice(0, 2).map((page) => pageScores[page] ?? 0),
      secondIsSamePage: told[0] !== undefined && told[0].page === told[1]?.page,
      missingWords: one.pages[told[0]?.page ?? 0]?.missingWords ?? 0,
      unknownWords: one.unknownWords,
      pagesFound: one.pages.length,
      sentenceFeatures: Array.from(one.sentences[told[0]?.page ?? 0]?.[told[0]?.at ?? 0] ?? []),
    }),
  };
}

function isFirst({ evidencePlace }: Ranked): boolean {
  return evidencePlace === 0;
}

function answers(ranked: Ranked): boolean {
  return isAnswerable(ranked.one) && isFirst(ranked);
}

function isAbout({ one, articlePlace }: Ranked): boolean {
  return !one.isForeign && articlePlace >= 0 && articlePlace < 3;
}

function trainGate(list: readonly Ranked[], holds: (ranked: Ranked) => boolean): Trees {
  const rows = list.map(({ gate }) => gate);
  const labels = list.map((ranked) => (holds(ranked) ? 1 : 0));
  return trainTrees({ names: gateFeatureNames, rows, labels }, gateSettings);
}

function probability(trees: Trees, { gate }: Ranked): number {
  return 1 / (1 + Math.exp(-scoreTrees(trees, gate)));
}

interface Judged {
  readonly ranked: Ranked;
  readonly answer: number;
  readonly about: number;
}

function report(name: string, list: readonly Judged[]): void {
  for (const isTyped of [false, true]) {
    const own = list.filter(({ ranked: { one } }) => isAnswerable(one) && one.isTyped === isTyped);
    const within = (place: (ranked: Ranked) => number, most: number) =>
      rate(own, ({ ranked }) => place(ranked) >= 0 && place(ranked) < most);
    const article = [1, 5].map((most) => within((ranked) => ranked.articlePlace, most));
    const evidence = [1, 3, 5].map((most) => within((ranked) => ranked.evidencePlace, most));
    print(
      `${name}, ${isTyped ? 'as typed' : 'well typed'} (${own.length}): article @1 @5 ${article.join(' ')}, among candidates ` +
        `${rate(own, ({ ranked }) => ranked.one.isCandidate)}; evidence @1 @3 @5 ${evidence.join(' ')}`,
    );
  }
  const right = list.filter(({ ranked: { one } }) => isAnswerable(one));
  const own = list.filter(({ ranked: { one } }) => !one.isAnswerable && !one.isForeign);
  const foreign = list.filter(({ ranked: { one } }) => one.isForeign);
  const parts = [right, own, foreign];
  const isAnswered = (each: Judged) => each.answer >= answerThreshold;
  const isShown = (each: Judged) => isAnswered(each) || each.about >= aboutThreshold;
  print(
    `  of answerable, unanswerable, foreign: answered ${parts.map((part) => rate(part, isAnswered)).join(' ')}; ` +
      `answer or passages ${parts.map((part) => rate(part, isShown)).join(' ')}`,
  );
  print(
    `  of the answers, evidence first: ${rate(right.filter(isAnswered), ({ ranked }) => isFirst(ranked))}`,
  );
}

function rate<Item>(list: readonly Item[], holds: (item: Item) => boolean): string {
  return (list.filter(holds).length / Math.max(1, list.length)).toFixed(3);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
