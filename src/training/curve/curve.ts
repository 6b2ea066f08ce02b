import { appendFileSync } from 'node:fs';
import type { Draft } from '../../core/artefact/draft.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { jsonLine } from '../../core/json-lines.ts';
import type { ReadyEvent, TrainerEvent } from '../protocol.ts';
import { type CurvePage, curvePage } from './page.ts';
import { type ProbePoint, readPoints, type StepPoint } from './points.ts';

/** The live curve of a run: `curve.html` in the draft, which stays in the finished checkpoint. */
export interface Curve {
  handle(event: TrainerEvent): void;
  /** Writes the last page. */
  close(): Promise<void>;
}

const refreshMs = 10_000;

/** Opens the curve of a draft; a run that continues keeps the points of the steps that stand. */
export async function openCurve(draft: Draft, title: string): Promise<Curve> {
  const file = draft.resumePath('curve.jsonl');
  const left = (await exists(file)) ? readPoints(await readText(file)) : [];
  const steps: StepPoint[] = [];
  const probes: ProbePoint[] = [];
  let ready: ReadyEvent | undefined;
  let state: CurvePage['state'] = 'running';
  let shownAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;

  /** One write after the other; what fails is told when the curve is closed. */
  function enqueue(work: () => Promise<void> | void): void {
    writing = writing.then(work).catch((error: unknown) => {
      failure ??= error;
    });
  }

  function keep(point: StepPoint | ProbePoint): void {
    if ('text' in point) probes.push(point);
    else steps.push(point);
  }

  function show(force = false): void {
    if (!force && Date.now() - shownAt < refreshMs) return;
    shownAt = Date.now();
    const page = curvePage({ title, state, ready, steps, probes });
    enqueue(() => writeFileAtomically(draft.path('curve.html'), page));
  }

  function start(event: ReadyEvent): void {
    ready = event;
    const standing = left.filter(({ step }) => step <= event.resumedFromStep);
    for (const point of standing) keep(point);
    enqueue(() => writeFileAtomically(file, standing.map((point) => jsonLine(point)).join('')));
  }

  const unwritten: string[] = [];
  function add(point: StepPoint | ProbePoint): void {
    keep(point);
    unwritten.push(jsonLine(point));
    // In order, and after the file has been begun.
    enqueue(() => appendFileSync(file, unwritten.splice(0).join('')));
  }

  return {
    handle(event) {
      if (event.type === 'ready') start(event);
      if (event.type === 'step') {
        const { type: _, ...point } = event;
        add(point);
      }
      if (event.type === 'probe') {
        const { type: _, ...point } = event;
        add(point);
      }
      if (event.type === 'finished') state = event.status === 'complete' ? 'finished' : 'stopped';
      show(event.type === 'ready' || event.type === 'finished');
    },
    async close() {
      if (state === 'running') state = 'stopped';
      if (ready) show(true);
      await writing;
      if (failure) throw failure;
    },
  };
}
