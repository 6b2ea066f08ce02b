import { InterruptedError } from '../errors.ts';

/**
 * A signal that is aborted by Ctrl-C or SIGTERM. The second Ctrl-C ends the process at once; what
 * was finished until then is kept all the same.
 */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new InterruptedError());
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
