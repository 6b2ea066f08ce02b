import { type ErrorDetails, MachineError } from '../../core/errors.ts';

/** Too much is being asked, by all together or by this one: 429 with Retry-After. */
export class BusyError extends MachineError {
  /** When asking again makes sense. */
  readonly retryAfterSeconds: number;
  /** `owner`: they ask too often. `everybody`: the queue is full. */
  readonly reason: 'owner' | 'everybody';

  constructor(
    details: Omit<ErrorDetails, 'remedy'>,
    reason: 'owner' | 'everybody',
    retryAfterSeconds: number,
  ) {
    const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
    super({ ...details, remedy: `Ask again in ${seconds} s.` });
    this.retryAfterSeconds = seconds;
    this.reason = reason;
  }
}
