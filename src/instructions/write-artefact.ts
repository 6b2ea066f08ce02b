import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Draft } from '../core/artefact/draft.ts';
import type { StageOutcome } from '../core/artefact/stage.ts';
import { addToList } from '../core/count-up.ts';
import { jsonLine } from '../core/json-lines.ts';
import { type Example, examplesFile } from './example.ts';
import { namedRandom } from './random.ts';
import { ReportCounts } from './report/report.ts';
import { renderInstructionReport } from './report/report-html.ts';

const heaps = '0123456789abcdef';

/**
 * Writes examples, mixed by their ids (hashes: kinds and sources lie evenly, the same each time), and the
 * report on them. They wait in sixteen heaps on disk, so that only one heap is ever in memory.
 */
export class InstructionsWriter {
  readonly #draft: Draft;
  readonly #counts = new ReportCounts(namedRandom('examples drawn for the report'));
  readonly #licences = new Set<string>();
  #lines = new Map<string, string[]>();
  #waiting = 0;
  #isBegun = false;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  async add(example: Example): Promise<void> {
    this.#counts.add(example);
    this.#licences.add(example.licence);
    const heap = example.id.slice(0, 1);
    addToList(this.#lines, heap, jsonLine(example));
    this.#waiting += 1;
    if (this.#waiting >= 1000) await this.#flush();
  }

  leaveOut(kind: string, reason: string): void {
    this.#counts.leaveOut(kind, reason);
  }

  /** Writes the examples in their order and the report; returns what goes into the manifest. */
  async finish(): Promise<StageOutcome> {
    await this.#flush();
    await writeFile(this.#draft.path(examplesFile), '');
    for (const heap of heaps) {
      const text = await readFile(this.#heapFile(heap), 'utf8').catch(() => '');
      // A line begins with the id.
      const lines = text.split('\n').filter((line) => line !== '');
      await appendFile(
        this.#draft.path(examplesFile),
        lines
          .sort()
          .map((line) => `${line}\n`)
          .join(''),
      );
    }
    const report = this.#counts.report();
    await writeFile(this.#draft.path('report.json'), `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(this.#draft.path('report.html'), renderInstructionReport(report));
    return {
      counts: { examples: report.examples, answers: report.turns, kinds: report.byKind.length },
      rejects: report.leftOut,
      licences: [...this.#licences],
    };
  }

  async #flush(): Promise<void> {
    // A draft may hold heaps of a stopped run.
    if (!this.#isBegun) await rm(this.#draft.resumePath('heaps'), { recursive: true, force: true });
    this.#isBegun = true;
    await mkdir(this.#draft.resumePath('heaps'), { recursive: true });
    for (const [heap, lines] of this.#lines) await appendFile(this.#heapFile(heap), lines.join(''));
    this.#lines = new Map();
    this.#waiting = 0;
  }

  #heapFile(heap: string): string {
    return this.#draft.resumePath('heaps', `${heap}.jsonl`);
  }
}
