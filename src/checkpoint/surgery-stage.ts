import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/stage.ts';
import { type SurgerySettings, surgerySettings } from './surgery/settings.ts';

/** `surgery`: a checkpoint with the embedding of another vocabulary, ready to be trained. */
export const surgeryStage = defineStage({
  name: 'surgery',
  kind: 'checkpoint',
  formatVersion: 1,
  inputs: { checkpoint: { kinds: ['checkpoint'] }, vocabulary: { kinds: ['vocabulary'] } },
  settings: surgerySettings,
  build,
});

async function build(context: StageContext<SurgerySettings>): Promise<StageOutcome> {
  const { settings, inputs, draft, progress, signal } = context;
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const vocabulary = requiredInput({ inputs }, 'vocabulary');
  const { operate } = await import('./surgery/operate.ts');
  const task = progress.task('Changing the embedding', { unit: 'tensors' });
  const { parameters, tensors, vocabularySize } = await operate(
    checkpoint.directory,
    vocabulary.directory,
    draft.directory,
    { ...settings, signal, onTensor: () => task.advance() },
  );
  task.finish(`${(parameters / 1e6).toFixed(1)} M parameters, ${vocabularySize} tokens`);
  return {
    counts: { parameters, tensors, vocabularySize },
    licences: [...checkpoint.manifest.licences, ...vocabulary.manifest.licences],
  };
}
