import { createEngine, createUpstreamEngine, type Engine } from '../../chat/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { findModelFile } from '../model-file.ts';

/** Which model answers in the terminal. */
export interface EngineFlags {
  /** A model folder or file; the embedded model when both are left out. */
  readonly model?: string | undefined;
  /** Base address of an OpenAI-compatible server; its key is SORO_UPSTREAM_KEY. */
  readonly upstream?: string | undefined;
  readonly upstreamModel?: string | undefined;
}

/** Flags of {@link EngineFlags} for commander, as `soro serve` has them. */
export const upstreamOptions = [
  ['--upstream <url>', 'ask an OpenAI-compatible server (several: with commas); its key: SORO_UPSTREAM_KEY'],
  ['--upstream-model <name>', 'which of its models (default: the first)'],
] as const;

/**
 * Opens the model that answers one person in the terminal.
 * @throws BadInputError when both a file and a server are named.
 */
export async function openEngine(
  { model, upstream, upstreamModel }: EngineFlags,
  signal: AbortSignal,
): Promise<Engine> {
  if (upstream === undefined) {
    return createEngine({ modelFile: await findModelFile(model, signal), sequences: 1, signal });
  }
  if (model !== undefined) {
    throw new BadInputError({
      message: 'A model file and a server were both named.',
      place: '--upstream',
      remedy: 'Name one of them.',
    });
  }
  return createUpstreamEngine({
    address: upstream,
    model: upstreamModel,
    key: process.env.SORO_UPSTREAM_KEY,
    signal,
  });
}
