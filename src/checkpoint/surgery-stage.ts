import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import { type SurgerySettings, surgerySettings } from './surgery/settings.ts';

/** `surgery`: a checkpoint with the embedding of another vocabulary, ready to be trained. */
export const surgeryStage = defineStage({
  name: 'surgery',
  kind: 'checkpoint',
  formatVersion: 1,
  inputs: {
    checkpoint: { kinds: ['checkpoint'] },
    vocabulary: { kinds: ['vocabulary'] },
    // With `persian`: kept tokens that the first uses far more than the second begin over as well.
    tokens: { kinds: ['tokens'], optional: true },
    spared: { kinds: ['tokens'], optional: true },
  },
  settings: surgerySettings,
  build,
});

async function build(context: StageContext<SurgerySettings>): Promise<StageOutcome> {
  const { settings, inputs, draft, progress, signal } = context;
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const vocabulary = requiredInput({ inputs }, 'vocabulary');
  const { operate } = await import('./surgery/operate.ts');
  const renewal = requireRenewal(inputs, settings.initialisation);
  const task = progress.task('Changing the embedding', { unit: 'tensors' });
  const { parameters, tensors, vocabularySize, renewed } = await operate(
    checkpoint.directory,
    vocabulary.directory,
    draft.directory,
    { ...settings, ...(renewal && { renewal }), signal, onTensor: () => task.advance() },
  );
  task.finish(`${(parameters / 1e6).toFixed(1)} M parameters, ${vocabularySize} tokens`);
  return {
    counts: { parameters, tensors, vocabularySize, ...(renewal && { renewed }) },
    licences: [...checkpoint.manifest.licences, ...vocabulary.manifest.licences],
  };
}

/** The two inputs that say which kept tokens are Tajik's own: both or none. */
function requireRenewal(
  { tokens, spared }: StageContext<SurgerySettings>['inputs'],
  initialisation: SurgerySettings['initialisation'],
): { readonly own: string; readonly spared: string } | undefined {
  if (!tokens && !spared) return undefined;
  if (tokens && spared && initialisation === 'persian')
    return { own: tokens.directory, spared: spared.directory };
  throw new BadInputError({
    message: 'Kept tokens start over only with both inputs, tokens and spared, and initialisation persian.',
    place: tokens && spared ? 'initialisation' : tokens ? 'spared' : 'tokens',
    remedy: 'Set initialisation to persian and give both inputs, or leave both out.',
  });
}
