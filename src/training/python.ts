import { pythonEnvironment } from '../core/processes/python-process.ts';

/** What `soro_trainer` runs with: nothing from the network, repeatable kernels, good to its neighbours. */
export const trainerVariables: NodeJS.ProcessEnv = {
  PYTHONHASHSEED: '0',
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1',
  TRANSFORMERS_VERBOSITY: 'error',
  HF_HUB_DISABLE_PROGRESS_BARS: '1',
  TOKENIZERS_PARALLELISM: 'false',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
  // Waiting threads sleep instead of spinning: beside other work on the same cores a step took half the time.
  OMP_WAIT_POLICY: 'PASSIVE',
  // Freed tensors stay with the process: giving them back each step cost a tenth of the processor time.
  MALLOC_TRIM_THRESHOLD_: '8589934592',
  MALLOC_MMAP_THRESHOLD_: '8589934592',
};

/** The whole environment of a trainer process. */
export function trainerEnvironment(): NodeJS.ProcessEnv {
  return pythonEnvironment(trainerVariables);
}
