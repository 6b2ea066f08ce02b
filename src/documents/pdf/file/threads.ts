import { Worker } from 'node:worker_threads';
import type { PdfLimits } from './limits.ts';

const memoryCheckMs = 200;
/** A thread with more than this in its buffers after a file is not used again. */
const restingBytes = 64 * 1024 * 1024;

// Loading the PDF library takes longer than a small file: one thread stays for the next file.
let idle: Worker | undefined;

/** A thread that reads PDF files; see pages-child.ts for what it takes and answers. */
export function takeThread(limits: PdfLimits): Worker {
  const worker = idle ?? startThread(limits);
  idle = undefined;
  worker.ref();
  return worker;
}

/** Keeps a thread that has finished its file for the next one. */
export async function giveBack(worker: Worker): Promise<void> {
  const heap = await worker.getHeapStatistics().catch(() => undefined);
  if (idle || !heap || heap.external_memory > restingBytes) {
    await worker.terminate();
    return;
  }
  idle = worker;
  worker.unref();
}

function startThread(limits: PdfLimits): Worker {
  const worker = new Worker(new URL('./pages-child.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryBytes / 1024 ** 2 },
  });
  worker.on('exit', () => {
    if (idle === worker) idle = undefined;
  });
  return worker;
}

/**
 * Resolves when the buffers of a thread outgrow the limit: the engine's own limit counts objects only.
 * Continues until the signal is aborted.
 */
export async function watchBuffers(
  worker: Worker,
  limitBytes: number,
  signal: AbortSignal,
): Promise<'out-of-memory' | 'end'> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, memoryCheckMs).unref());
    if (signal.aborted) return 'end';
    // Rejects once the thread has ended, which its own events report.
    const heap = await worker.getHeapStatistics().catch(() => undefined);
    if (!heap) return new Promise(() => {});
    if (heap.external_memory > limitBytes) return 'out-of-memory';
  }
}
