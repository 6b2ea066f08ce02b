import { InterruptedError, MachineError, throwIfInterrupted } from '../core/errors.ts';
import { findPython } from '../core/processes/python.ts';
import { errorOfEvent, type PythonProcess, startPython } from '../core/processes/python-process.ts';
import { eventSchema, type JobMessage, type StopMessage, type TrainerEvent } from './protocol.ts';
import { trainerVariables } from './python.ts';

/** How a trainer process is run. */
export interface TrainerOptions {
  /** More than one are started and ended together by torch's launcher; the first of them speaks. */
  readonly processes?: number;
  readonly signal: AbortSignal;
  /** Called with every event but `error`, in order. */
  readonly onEvent: (event: TrainerEvent) => void;
  /** How long a stopping trainer may take to finish its step and write its checkpoint. */
  readonly stopGraceMs?: number;
}

type Trainer = PythonProcess<object, TrainerEvent>;

const defaultStopGraceMs = 120_000;

/**
 * Runs one job in a Python process until it has finished. On abort the trainer is asked to save and
 * end, and is killed when it takes longer than the grace.
 * @throws the trainer's own error with its family; InterruptedError when it was stopped; MachineError
 * when the system killed it; MissingToolError without a Python environment.
 */
export async function runTrainer(job: JobMessage, options: TrainerOptions): Promise<void> {
  throwIfInterrupted(options.signal);
  const trainer: Trainer = startPython({
    python: await findPython({
      by: 'Training',
      remedy: 'Run `npm run setup -- --for training` (about 5 GB, once).',
    }),
    ...launch(options.processes ?? 1),
    name: 'the trainer',
    environment: trainerVariables,
    events: eventSchema,
  });
  trainer.send(job);
  const stopper = stopOnAbort(trainer, options);
  let failure: Error | undefined;
  let finished = false;
  try {
    for await (const event of trainer.events) {
      // The first error tells why; when one of several processes dies, the others tell that only.
      if (event.type === 'error') failure ??= errorOfEvent(event, trainer.log());
      else options.onEvent(event);
      if (event.type === 'finished') finished = event.status === 'complete';
    }
    const [code, endedBy] = await trainer.ended;
    if (failure) throw failure;
    if (options.signal.aborted && !finished) throwIfInterrupted(options.signal);
    if (endedBy) throw killedBySystem(endedBy);
    if (code !== 0 && (options.processes ?? 1) > 1) throw lostProcess(trainer.log());
    if (code !== 0) throw new Error(`The trainer ended with code ${code}.\n${trainer.log().join('\n')}`);
    if (!finished)
      throw new InterruptedError({ message: 'The trainer was asked to stop; it saved its state.' });
  } finally {
    stopper.dispose();
    trainer.kill();
  }
}

/** One process, or N that torch's launcher starts and ends together; the first of them speaks the protocol. */
function launch(processes: number): { module: string; arguments: string[] } {
  const module = 'soro_trainer';
  if (processes === 1) return { module, arguments: [] };
  return {
    module: 'torch.distributed.run',
    arguments: [
      `--nproc-per-node=${processes}`,
      // Any free port of this machine.
      '--rdzv-backend=c10d',
      '--rdzv-endpoint=localhost:0',
      '--local-addr=127.0.0.1',
      // Going on is Soro's: the same command starts from the last checkpoint.
      '--max-restarts=0',
      '-m',
      module,
    ],
  };
}

function stopOnAbort(trainer: Trainer, options: TrainerOptions): { dispose(): void } {
  let killer: NodeJS.Timeout | undefined;
  const stop = () => {
    const stopMessage: StopMessage = { type: 'stop' };
    trainer.send(stopMessage);
    killer = setTimeout(() => trainer.kill(), options.stopGraceMs ?? defaultStopGraceMs);
  };
  options.signal.addEventListener('abort', stop, { once: true });
  return {
    dispose() {
      options.signal.removeEventListener('abort', stop);
      clearTimeout(killer);
    },
  };
}

function killedBySystem(signal: NodeJS.Signals): MachineError {
  return new MachineError({
    message: `The trainer was killed (${signal}); most often the memory was not enough.`,
    remedy:
      'Lower batchSize and raise accumulation by the same factor, or lower sequenceLength; then run the same command again.',
  });
}

function lostProcess(log: readonly string[]): MachineError {
  return new MachineError({
    message: `One of the training processes has ended without saying why.\n${log.slice(-5).join('\n')}`,
    remedy:
      'If the system killed it, the memory was not enough: lower batchSize. The same command continues from the last checkpoint.',
  });
}
