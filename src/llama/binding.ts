import { dirname } from 'node:path';
import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { MissingToolError } from './errors.ts';
import { findBeside, findLibllama } from './llama-library.ts';
import {
  batchLayout,
  type ContextParameters,
  contextLayout,
  layoutFault,
  type ModelParameters,
  modelLayout,
} from './llama-structures.ts';

/** libllama in this process, its structures checked; each user names the functions that it calls. */
export interface NativeLlama {
  readonly library: LibraryHandle;
  readonly version: string;
  readonly structures: {
    readonly model: TypeObject;
    readonly context: TypeObject;
    readonly batch: TypeObject;
  };
  readonly modelDefaults: ModelParameters;
  readonly contextDefaults: ContextParameters;
}

/**
 * Loads libllama and the arithmetic for this processor. A failed assertion inside ends the process: only for a child.
 * @throws MissingToolError when a library is absent or lays its parameters out otherwise.
 */
export function openLlama(file: string = findLibllama()): NativeLlama {
  // Without this no CPU code is loaded: the library has one variant for each family of processors.
  const ggml = koffi.load(findBeside(file, 'ggml'));
  ggml.func('ggml_backend_load_all_from_path', 'void', ['str'])(dirname(file));
  const library = koffi.load(file);
  const structures = {
    model: koffi.struct(modelLayout),
    context: koffi.struct(contextLayout),
    batch: koffi.struct(batchLayout),
  };
  const modelDefaults: ModelParameters = library.func('llama_model_default_params', structures.model, [])();
  const contextDefaults: ContextParameters = library.func(
    'llama_context_default_params',
    structures.context,
    [],
  )();
  const fault = layoutFault(modelDefaults, contextDefaults);
  if (fault) {
    throw new MissingToolError({
      message: 'This build of llama.cpp has other parameters than the one Soro was written for.',
      file,
      place: fault,
      remedy: 'Install the version in package-lock.json with `npm ci`.',
    });
  }
  library.func('llama_backend_init', 'void', [])();
  const version: string = library.func('llama_version', 'str', [])();
  return { library, version, structures, modelDefaults, contextDefaults };
}
