import { describe, expect, it } from 'vitest';
import { parseWith } from '../core/schema.ts';
import { trainingSettingsSchema } from './settings.ts';

const read = (settings: object) => parseWith(trainingSettingsSchema, { steps: 1, ...settings });

describe('the settings of a training', () => {
  it('leave the optimiser unsaid when nobody names it, so that older artefacts stay what they are', () => {
    expect('optimiser' in read({})).toBe(false);
    expect(read({ optimiser: 'muon' }).optimiser).toBe('muon');
  });

  it('refuse Muon beside adapters, and phases of the embeddings too', () => {
    expect(() => read({ optimiser: 'muon', lora: {} })).toThrow(
      /leave either "lora" or "optimiser: muon" out/,
    );
    expect(() => read({ embeddingsOnlySteps: 2, lora: {} })).toThrow(/lora\.embeddings/);
    expect(() => read({ optimiser: 'muon', embeddingsOnlySteps: 2 })).not.toThrow();
  });

  it('want either steps or epochs', () => {
    expect(() => read({ epochs: 1 })).toThrow(/either "steps" or "epochs"/);
    expect(() => read({ steps: undefined })).toThrow(/either "steps" or "epochs"/);
  });
});
