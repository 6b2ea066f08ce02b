import { open, writeFile } from 'node:fs/promises';
import type { Draft } from '../core/draft.ts';
import { jsonLine } from '../core/json-lines.ts';
import type { StageOutcome } from '../core/stage.ts';
import { type Example, examplesFile } from './example.ts';
import { namedRandom } from './random.ts';
import { ReportCounts } from './report.ts';
import { renderInstructionReport } from './report-html.ts';

/** Writes examples as they come, and the report on them at the end. */
export class InstructionsWriter {
  readonly #draft: Draft;
  readonly #counts = new ReportCounts(namedRandom('examples drawn for the report'));
  readonly #licences = new Set<string>();
  #lines: string[] = [];
  #isBegun = false;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  async add(example: Example): Promise<void> {
    this.#counts.add(example);
    this.#licences.add(example.licence);
    this.#lines.push(jsonLine(example));
    if (this.#lines.length >= 1000) await this.#flush();
  }

  leaveOut(kind: string, reason: string): void {
    this.#counts.leaveOut(kind, reason);
  }

  /** Writes what is left and the report; returns what goes into the manifest. */
  async finish(): Promise<StageOutcome> {
    await this.#flush();
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
    // The first write begins the file anew: a draft may hold lines of a stopped run.
    const handle = await open(this.#draft.path(examplesFile), this.#isBegun ? 'a' : 'w');
    this.#isBegun = true;
    await handle.writeFile(this.#lines.join(''));
    await handle.close();
    this.#lines = [];
  }
}
