import { type Signal, useSignal } from '@preact/signals';
import { asServerError, type ServerError } from '../server/server-error.ts';

export interface Action {
  readonly isRunning: Signal<boolean>;
  readonly error: Signal<ServerError | undefined>;
  /** Runs it; what goes wrong is in `error` afterwards. Tells whether it went well. */
  run(action: () => Promise<unknown>): Promise<boolean>;
}

/** Something a button does: it cannot be done twice at once, and its failure is told. */
export function useAction(): Action {
  const isRunning = useSignal(false);
  const error = useSignal<ServerError | undefined>(undefined);
  return {
    isRunning,
    error,
    async run(action) {
      if (isRunning.value) return false;
      isRunning.value = true;
      error.value = undefined;
      try {
        await action();
        return true;
      } catch (problem) {
        error.value = asServerError(problem);
        return false;
      } finally {
        isRunning.value = false;
      }
    },
  };
}
