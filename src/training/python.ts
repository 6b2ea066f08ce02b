import { join } from 'node:path';
import { projectFolder } from '../core/configuration.ts';
import { MissingToolError } from '../core/errors.ts';
import { exists } from '../core/files.ts';

/** The folder that holds the Python package `soro_trainer`. */
export const trainerFolder = join(projectFolder, 'trainer');

/**
 * The Python of the project's environment.
 * @throws MissingToolError when it has not been set up.
 */
export async function findPython(folder = projectFolder): Promise<string> {
  const path = pythonPath(folder);
  if (await exists(path)) return path;
  throw new MissingToolError({
    message: 'Training needs the Python environment, which is not set up.',
    file: path,
    remedy: 'Run `npm run setup -- --for training` (about 5 GB, once).',
  });
}

/** Where the Python of a project's environment is, set up or not. */
export function pythonPath(folder = projectFolder): string {
  return process.platform === 'win32'
    ? join(folder, '.venv', 'Scripts', 'python.exe')
    : join(folder, '.venv', 'bin', 'python');
}

/** The environment of a trainer process: nothing from the network, repeatable kernels, good to its neighbours. */
export function pythonEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: trainerFolder,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONHASHSEED: '0',
    PYTHONUTF8: '1',
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
    TRANSFORMERS_VERBOSITY: 'error',
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
    TOKENIZERS_PARALLELISM: 'false',
    CUBLAS_WORKSPACE_CONFIG: ':4096:8',
    // Waiting threads sleep instead of spinning: beside other work on the same cores a step took half the time.
    OMP_WAIT_POLICY: 'PASSIVE',
  };
}
