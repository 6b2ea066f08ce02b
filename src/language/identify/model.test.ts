import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../../core/errors.ts';
import { readModel, writeModel } from './model.ts';

const header = {
  sources: ['nothing'],
  models: [
    {
      script: 'Cyrl' as const,
      classes: ['tgk_Cyrl', 'tgk_Cyrl/legacy-font', 'other'],
      rows: 4,
      scale: 0.1,
      exponent: -0.5,
    },
    { script: 'Latn' as const, classes: ['eng_Latn', 'other'], rows: 2, scale: 0.1, exponent: -0.5 },
    { script: 'Arab' as const, classes: ['pes_Arab', 'other'], rows: 2, scale: 0.1, exponent: -0.5 },
  ],
};
const weights = header.models.map(({ classes, rows }) =>
  Int8Array.from({ length: rows * classes.length }, (_, at) => at - 5),
);

describe('the model file', () => {
  it('is read as it was written', () => {
    const model = readModel(writeModel(header, weights), 'model.bin');
    expect(model.map((one) => [...one.weights])).toEqual(weights.map((one) => [...one]));
    expect(model[0]?.classes.map(({ label, variant }) => [label, variant])).toEqual([
      ['tgk_Cyrl', 'standard'],
      ['tgk_Cyrl', 'legacy-font'],
      [undefined, undefined],
    ]);
    expect(model[0]?.groups).toEqual([[0, 1], [2]]);
  });

  it('is refused where it is cut off or something else', () => {
    const bytes = writeModel(header, weights);
    expect(() => readModel(bytes.subarray(0, bytes.length - 3), 'model.bin')).toThrow(CorruptArtefactError);
    expect(() => readModel(Buffer.from('{}'), 'model.bin')).toThrow('not a model');
  });
});
