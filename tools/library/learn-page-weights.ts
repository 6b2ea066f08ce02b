// Learns the weights by which pages are chosen whose sentences are looked at, from a tenth of the train part's questions,
// and writes them to work/ranker/page-weights.json. First step of training the ranker (train-ranker.ts).
//   node tools/library/learn-page-weights.ts [--folder work/ranker]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../src/core/configuration.ts';
import { writeFileAtomically } from '../../src/core/files.ts';
import { findCandidates, rememberWords } from '../../src/library/search/candidates.ts';
import { matchPages, pageFeatureNames } from '../../src/library/search/page-features.ts';
import { weighTerms } from '../../src/library/search/term-index.ts';
import { openDatabase } from '../../src/library/store/database.ts';
import { understandQuestion } from '../../src/library/text/question.ts';
import { trialSample } from '../model-output.ts';
import { trainWeights } from './softmax-weights.ts';
import { hashOf, partOf } from './split.ts';
import { fillTrainingLibrary, readLessons } from './training-library.ts';

const {
  values: { folder },
} = parseArgs({ options: { folder: { type: 'string', default: join(projectFolder, 'work/ranker') } } });
await mkdir(folder, { recursive: true });
const articles = trialSample(await readLessons());
const database = openDatabase(':memory:');
await fillTrainingLibrary(database, articles);
rememberWords(database, 1_000_000);
const groups = articles
  .filter(({ id }) => partOf(id) === 'train')
  .flatMap(({ id, questions }) =>
    questions.flatMap(({ question, typed }) => [question, typed].map((text) => ({ id, text }))),
  )
  .filter(({ text }) => text !== '' && hashOf(`weights ${text}`) % 10 === 0)
  .flatMap(({ id, text }) => {
    const terms = weighTerms(database, understandQuestion(text));
    const candidates = findCandidates(database, terms, {});
    const right = candidates.findIndex(({ page }) => page.articleKey === id);
    return right === -1
      ? []
      : [{ rows: matchPages(candidates, terms).map(({ features }) => features), right }];
  });
const weights = trainWeights(groups, pageFeatureNames.length);
await writeFileAtomically(join(folder, 'page-weights.json'), `${JSON.stringify(weights)}\n`);
process.stdout.write(
  `${groups.length} questions: ${pageFeatureNames.map((name, at) => `${name} ${weights[at]}`).join(', ')}\n`,
);
database.close();
