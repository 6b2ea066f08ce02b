import type { Progress, ProgressTask } from '../core/progress.ts';
import type { FinishedEvent, ReadyEvent, TrainerEvent } from './protocol.ts';

/** Shows a trainer's events to the user and keeps what the artefact needs of them. */
export interface TrainingReport {
  handle(event: TrainerEvent): void;
  /** What the trainer said first and last. */
  results(): { readonly ready: ReadyEvent; readonly finished: FinishedEvent };
}

/** Reports a training run as one task that counts steps. */
export function createTrainingReport(title: string, progress: Progress): TrainingReport {
  let task: ProgressTask | undefined;
  let ready: ReadyEvent | undefined;
  let finished: FinishedEvent | undefined;
  let lastLoss = '';

  return {
    handle(event) {
      switch (event.type) {
        case 'ready': {
          ready = event;
          const learning =
            event.trainedParameters < event.parameters
              ? ` (${(event.trainedParameters / 1e6).toFixed(1)} M of them learn)`
              : '';
          const devices = event.processes > 1 ? `${event.processes} × ${event.device}` : event.device;
          const size = `${(event.parameters / 1e6).toFixed(1)} M parameters${learning} on ${devices}, ${event.precision}`;
          const from = event.resumedFromStep > 0 ? `, going on after step ${event.resumedFromStep}` : '';
          progress.log(`${title}: ${size}, ${event.documents} documents${from}`);
          if (event.cutDocuments > 0) {
            progress.log(
              `${title}: ${event.cutDocuments} documents are longer than a sequence and were ${title === 'tuning' ? 'cut' : 'split'}`,
            );
          }
          task = progress.task(title, { total: event.steps, unit: 'steps', done: event.resumedFromStep });
          return;
        }
        case 'self-test':
          progress.log(
            `${title}: documents do not see each other (loss moved by ${event.maxLossChange.toExponential(1)})`,
          );
          return;
        case 'step':
          lastLoss = event.loss.toFixed(3);
          task?.advance();
          task?.note({
            loss: lastLoss,
            'tokens/s': Math.round(event.tokensPerSecond),
            rate: event.learningRate.toExponential(1),
          });
          return;
        case 'probe':
          progress.log(
            `${title}: ${event.text} ${event.bitsPerCharacter.toFixed(3)} bits per character after step ${event.step}`,
          );
          return;
        case 'finished':
          finished = event;
          if (event.status === 'complete')
            task?.finish(`${event.step} steps, ${event.tokens} tokens, loss ${lastLoss}`);
          return;
        default:
      }
    },
    results() {
      if (!ready || !finished) throw new Error('The trainer ended without saying what it did.');
      return { ready, finished };
    },
  };
}
