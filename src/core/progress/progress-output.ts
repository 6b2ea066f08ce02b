import { styleText } from 'node:util';
import type { Notes, Progress, ProgressTask, ProgressTaskOptions } from '../progress.ts';

/** `auto`: a bar on a terminal, lines elsewhere. */
export type LogStyle = 'auto' | 'bar' | 'lines' | 'json';

interface TaskState {
  readonly title: string;
  readonly options: ProgressTaskOptions;
  readonly started: number;
  done: number;
  notes: Notes;
}

/** A way of showing tasks; times are milliseconds since the epoch. */
interface Renderer {
  readonly delayMs: number;
  show(state: TaskState): void;
  finish(state: TaskState, summary: string | undefined): void;
  message(level: 'info' | 'warning', text: string): void;
  close(): void;
}

/** The output side of progress; `stream` is standard error in the program, so that results can be piped. */
export function createProgress(style: LogStyle, stream: NodeJS.WriteStream = process.stderr): Progress {
  const chosen = style === 'auto' ? (stream.isTTY ? 'bar' : 'lines') : style;
  const renderer = { bar: barRenderer, lines: lineRenderer, json: jsonRenderer }[chosen](stream);
  return {
    task: (title, options = {}) => createTask(title, options, renderer),
    log: (message) => renderer.message('info', message),
    warn: (message) => renderer.message('warning', message),
    close: () => renderer.close(),
  };
}

function createTask(title: string, options: ProgressTaskOptions, renderer: Renderer): ProgressTask {
  const state: TaskState = { title, options, started: Date.now(), done: options.done ?? 0, notes: {} };
  let shownAt = 0;
  const show = () => {
    const now = Date.now();
    if (now - shownAt < renderer.delayMs) return;
    shownAt = now;
    renderer.show(state);
  };
  show();
  return {
    advance(amount = 1) {
      state.done += amount;
      show();
    },
    note(notes) {
      state.notes = notes;
      show();
    },
    finish: (summary) => renderer.finish(state, summary),
  };
}

function barRenderer(stream: NodeJS.WriteStream): Renderer {
  const clear = () => stream.write('\r\x1b[2K');
  return {
    delayMs: 100,
    show(state) {
      const width = 24;
      const { total } = state.options;
      const share = total ? Math.min(1, state.done / total) : 0;
      const filled = Math.round(share * width);
      const bar = total ? `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ` : '';
      const line = `${state.title} ${bar}${describe(state)}`;
      clear();
      stream.write(line.slice(0, (stream.columns ?? 100) - 1));
    },
    finish(state, summary) {
      clear();
      stream.write(`${styleText('green', '✓', { stream })} ${state.title}: ${summary ?? describe(state)}\n`);
    },
    message(level, text) {
      clear();
      stream.write(`${level === 'warning' ? `${styleText('yellow', '!', { stream })} ` : ''}${text}\n`);
    },
    close: clear,
  };
}

function lineRenderer(stream: NodeJS.WriteStream): Renderer {
  return {
    delayMs: 5000,
    show: (state) => stream.write(`${state.title}: ${describe(state)}\n`),
    finish: (state, summary) => stream.write(`${state.title}: done, ${summary ?? describe(state)}\n`),
    message: (level, text) => stream.write(`${level === 'warning' ? 'warning: ' : ''}${text}\n`),
    close() {},
  };
}

function jsonRenderer(stream: NodeJS.WriteStream): Renderer {
  const write = (value: object) =>
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...value })}\n`);
  const plain = ({ title, options, done, notes }: TaskState) => ({ task: title, done, ...options, notes });
  return {
    delayMs: 1000,
    show: (state) => write({ event: 'progress', ...plain(state), done: state.done }),
    finish: (state, summary) => write({ event: 'finished', ...plain(state), done: state.done, summary }),
    message: (level, text) => write({ event: 'message', level, text }),
    close() {},
  };
}

/** `120/400 documents, 35/s, 8 s left, loss 2.31`. */
function describe(state: TaskState): string {
  const { total, unit = '' } = state.options;
  const seconds = (Date.now() - state.started) / 1000;
  const rate = (state.done - (state.options.done ?? 0)) / Math.max(seconds, 0.001);
  const parts = [`${state.done}${total ? `/${total}` : ''} ${unit}`.trim()];
  if (seconds > 1 && rate > 0) {
    parts.push(describeRate(rate));
    if (total && total > state.done) parts.push(`${describeDuration((total - state.done) / rate)} left`);
  }
  for (const [name, value] of Object.entries(state.notes)) parts.push(`${name} ${value}`);
  return parts.join(', ');
}

/** `35/s`, `2.4/s`; what takes longer than two seconds: `16 s each`. */
export function describeRate(perSecond: number): string {
  if (perSecond < 0.5) return `${describeDuration(Math.round(1 / perSecond))} each`;
  return `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function describeDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
