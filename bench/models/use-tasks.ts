// The suite's use-* tasks, answered by the bare embedded model and by the assistant around it (starter library), graded by
// the suite's own rubrics (rules that need a judge count in no score): `npx node bench/models/use-tasks.ts [--most 20]`.
// `--most` takes so many items of a task, evenly spread. `--without-model` asks the assistant alone, in seconds: how many
// items it answers by itself, and how well.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAssistant, knowledgeOf } from '../../src/assistant/index.ts';
import { createEngine, fakeEngine } from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { gradeAnswer } from '../../src/evaluation/graders/index.ts';
import { bootstrap, readTextTask, type TextItem } from '../../src/evaluation/index.ts';
import { openLibrary } from '../../src/library/index.ts';
import { converse } from './conversation/answers.ts';

const names = ['forms', 'notices', 'service', 'translation', 'tutoring', 'limits', 'unknown', 'harmful'];
const { values: flags } = parseArgs({
  options: {
    most: { type: 'string', default: '1000' },
    'without-model': { type: 'boolean', default: false },
  },
});
const most = Number(flags.most);
const hasModel = !flags['without-model'];

const library = openLibrary(':memory:');
const bare = hasModel
  ? await createEngine({
      modelFile: await assembleEmbeddedModel({ signal: new AbortController().signal }),
      sequences: 1,
    })
  : fakeEngine([]);
// A fixed day, so that the same question has the same answer.
const clock = () => ({ now: new Date('2026-12-01T10:00:00'), isTrusted: true });
const assistant = createAssistant({ engine: bare, knowledge: knowledgeOf(library), clock });

try {
  console.log(
    '| task | items | bare model | with the assistant | answered without the model | score of those |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const name of names) {
    const { items } = await readTextTask(join(projectFolder, 'benchmarks', `use-${name}`));
    const chosen = spread(items);
    const scores = { bare: [] as number[], assistant: [] as number[], own: [] as number[] };
    for (const item of chosen) {
      const [helped] = await converse(assistant, [item.question]);
      if (!helped) throw new Error(`${item.id}: no answer`);
      const score = gradeAnswer('rubric', item, helped.text).score;
      scores.assistant.push(score);
      if (helped.kind !== 'own') scores.own.push(score);
      const [alone] = hasModel ? await converse(bare, [item.question]) : [];
      if (alone) scores.bare.push(gradeAnswer('rubric', item, alone.text).score);
    }
    const [before, after] = hasModel ? [figure(scores.bare), figure(scores.assistant)] : ['–', '–'];
    console.log(
      `| use-${name} | ${chosen.length} | ${before} | ${after} | ${scores.own.length} | ${figure(scores.own)} |`,
    );
  }
} finally {
  await bare.close();
  library.close();
}

function spread(items: readonly TextItem[]): readonly TextItem[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function figure(scores: readonly number[]): string {
  if (scores.length === 0) return '–';
  const samples = scores.map((score) => ({ numerator: score, denominator: 1 }));
  const { value, low, high } = bootstrap(samples, { seed: 1 });
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
