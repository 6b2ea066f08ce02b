// Trains the language identifier and writes src/language/data/language-identifier.bin:
//   npx node tools/train-language-identifier.ts EXTRA_FOLDER [SAMPLES_IN_THOUSANDS]
// Text comes from the shared data and from EXTRA_FOLDER, see tools/language-identifier/README.md. What is judged
// on is left out (tools/language-identifier/sources.ts). The same input gives the same file.
import { join } from 'node:path';
import { sharedFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { seededRandom } from '../src/core/seeded-random.ts';
import { scripts } from '../src/language/identify/labels.ts';
import { type ModelHeader, writeModel } from '../src/language/identify/model.ts';
import { calibrate, quantise } from './language-identifier/calibrate.ts';
import { collectClasses, type TrainingClass } from './language-identifier/classes.ts';
import { drawSample } from './language-identifier/samples.ts';
import { SoftmaxTrainer } from './language-identifier/softmax.ts';
import { modelOutput } from './model-output.ts';

const extra = process.argv[2];
if (!extra) throw new Error('Name the folder with the extra text: see tools/language-identifier/README.md.');
const samples = Number(process.argv[3] ?? 2500) * 1000;
/** Rows and share of the samples by script; the file stays under 2 MB. */
const shapes = {
  Cyrl: { rows: 1 << 16, share: 0.7 },
  Latn: { rows: 1 << 16, share: 0.2 },
  Arab: { rows: 1 << 15, share: 0.1 },
};

const all = collectClasses({ shared: join(sharedFolder(), 'data'), extra });
const models: ModelHeader['models'] = [];
const weights: Int8Array[] = [];
for (const [place, script] of scripts.entries()) {
  const classes = all.filter((one) => one.script === script);
  report(classes);
  const { rows, share } = shapes[script];
  const trainer = new SoftmaxTrainer(rows, classes.length, 0.4);
  const random = seededRandom(place + 1);
  const count = samples * share;
  let loss = 0;
  for (let index = 0; index < count; index += 1) {
    const sample = drawSample(classes, { place, mask: rows - 1, random, part: 'training' });
    if (sample) loss += trainer.step(sample, 1 - index / count);
    if ((index + 1) % 100_000 === 0) {
      process.stdout.write(`${script} ${index + 1} samples, loss ${(loss / 100_000).toFixed(4)}\n`);
      loss = 0;
    }
  }
  const { integers, step } = quantise(trainer.weights);
  const draw = () => drawSample(classes, { place, mask: rows - 1, random, part: 'calibration' });
  const { scale, exponent, before, after } = calibrate(integers, step, classes.length, draw);
  process.stdout.write(
    `${script} calibrated: exponent ${exponent}, loss ${before.toFixed(4)} → ${after.toFixed(4)}\n`,
  );
  models.push({ script, classes: classes.map(({ name }) => name), rows, scale, exponent });
  weights.push(integers);
}
const sources = [
  ...new Set(all.flatMap((one) => one.sources.map(({ name, lines }) => `${name}: ${lines.length} lines`))),
];
const file = modelOutput('src/language/data/language-identifier.bin');
await writeFileAtomically(file, writeModel({ sources: sources.sort(), models }, weights));

function report(classes: readonly TrainingClass[]): void {
  for (const { name, sources: own } of classes) {
    const text = own.map((source) => `${source.name} ${source.lines.length}`).join(', ');
    process.stdout.write(`${name}: ${text}\n`);
  }
}
