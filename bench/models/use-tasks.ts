// The suite's use-* tasks, answered by the bare embedded model and by the assistant around it (starter library), graded by
// the suite's own rubrics (judges' questions are left out, as in the suite): `npx node bench/models/use-tasks.ts [--most 20]`.
// `--most` takes so many items of a task, evenly spread.
import { parseArgs } from 'node:util';
import { createAssistant, knowledgeOf } from '../../src/assistant/index.ts';
import { createEngine } from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { gradeAnswer } from '../../src/evaluation/graders/index.ts';
import { bootstrap, readTextTask } from '../../src/evaluation/index.ts';
import { openLibrary } from '../../src/library/index.ts';
import { converse } from './conversation/answers.ts';

const names = ['forms', 'notices', 'service', 'translation', 'tutoring', 'limits', 'unknown', 'harmful'];
const { values: flags } = parseArgs({ options: { most: { type: 'string', default: '1000' } } });
const most = Number(flags.most);

const library = openLibrary(':memory:');
const bare = await createEngine({
  modelFile: await assembleEmbeddedModel({ signal: new AbortController().signal }),
  sequences: 1,
});
// A fixed day, so that the same question has the same answer.
const clock = () => ({ now: new Date('2026-12-01T10:00:00'), isTrusted: true });
const assistant = createAssistant({ engine: bare, knowledge: knowledgeOf(library), clock });

try {
  console.log('| task | items | bare model | with the assistant | answered without the model |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const name of names) {
    const { items } = await readTextTask(`use-${name}`);
    const step = Math.max(1, items.length / most);
    const chosen = items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
    const scores = { bare: [] as number[], assistant: [] as number[] };
    let withoutModel = 0;
    for (const item of chosen) {
      const [own] = await converse(bare, [item.question]);
      const [helped] = await converse(assistant, [item.question]);
      if (!own || !helped) throw new Error(`${item.id}: no answer`);
      scores.bare.push(gradeAnswer('rubric', item, own.text).score);
      scores.assistant.push(gradeAnswer('rubric', item, helped.text).score);
      if (helped.kind !== 'own') withoutModel += 1;
    }
    const figure = (values: readonly number[]) => {
      const samples = values.map((score) => ({ numerator: score, denominator: 1 }));
      const { value, low, high } = bootstrap(samples, { seed: 1 });
      return `${percent(value)} [${percent(low)}, ${percent(high)}]`;
    };
    console.log(
      `| use-${name} | ${chosen.length} | ${figure(scores.bare)} | ${figure(scores.assistant)} | ${withoutModel} |`,
    );
  }
} finally {
  await bare.close();
  library.close();
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
