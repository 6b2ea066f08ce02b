/** Values shown beside a task: `{ loss: 2.31, 'tokens/s': 412 }`. */
export type Notes = Readonly<Record<string, string | number>>;

/** One piece of long work that is being reported. */
export interface ProgressTask {
  /** Adds to what is done (1 by default). */
  advance(amount?: number): void;
  /** Replaces the values shown beside the bar. */
  note(notes: Notes): void;
  /** Ends the task with one line that stays. */
  finish(summary?: string): void;
}

export interface ProgressTaskOptions {
  /** How much there is to do; absent when unknown. */
  readonly total?: number;
  /** What is counted: `documents`, `steps`, `bytes`. */
  readonly unit?: string;
  /** What a resumed run has done already. */
  readonly done?: number;
}

/** Where long work reports to: a bar on a terminal, lines elsewhere, JSON lines on request. */
export interface Progress {
  task(title: string, options?: ProgressTaskOptions): ProgressTask;
  /** One line for the user. */
  log(message: string): void;
  /** One line about something that is not as it should be but does not stop the work. */
  warn(message: string): void;
  /** Takes the bar off the terminal; call before the process writes its results. */
  close(): void;
}

/** Reports nowhere: for tests and for library use. */
export const silentProgress: Progress = {
  task: () => ({ advance() {}, note() {}, finish() {} }),
  log() {},
  warn() {},
  close() {},
};
