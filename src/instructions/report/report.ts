import { countUp } from '../../core/count-up.ts';
import type { Example } from '../example.ts';
import { sides } from '../example.ts';
import type { Random } from '../random.ts';

/** Spread of a length over examples. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly most: number;
}

/** `report.json` of an instructions artefact. */
export interface InstructionReport {
  readonly examples: number;
  readonly turns: number;
  readonly byKind: readonly {
    readonly kind: string;
    readonly examples: number;
    readonly share: number;
    readonly requestCharacters: Spread;
    readonly answerCharacters: Spread;
    readonly groups: Readonly<Record<string, number>>;
    readonly leftOut: Readonly<Record<string, number>>;
  }[];
  readonly bySource: readonly {
    readonly source: string;
    readonly licence: string;
    readonly examples: number;
    readonly share: number;
  }[];
  readonly byLicence: Readonly<Record<string, number>>;
  readonly dialoguesOfSeveralTurns: number;
  /** Requests without a single Tajik letter, as pupils type. */
  readonly requestsWithoutTajikLetters: number;
  readonly leftOut: Readonly<Record<string, number>>;
  /** Examples drawn by chance, to be read. */
  readonly drawn: readonly Example[];
}

const drawnExamples = 100;

interface KindCounts {
  readonly requests: number[];
  readonly answers: number[];
  readonly groups: Map<string, number>;
  readonly leftOut: Map<string, number>;
}

/** Counts examples as they are built; holds lengths and counts, and a sample to read. */
export class ReportCounts {
  readonly #kinds = new Map<string, KindCounts>();
  readonly #sources = new Map<string, { licence: string; examples: number }>();
  readonly #leftOut = new Map<string, number>();
  readonly #drawn: Example[] = [];
  readonly #random: Random;
  #examples = 0;
  #turns = 0;
  #several = 0;
  #plain = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add(example: Example): void {
    const { kind, group, messages, source, licence } = example;
    const { request, answer } = sides(messages);
    const counts = this.#kind(kind);
    counts.requests.push(request.length);
    counts.answers.push(answer.length);
    countUp(counts.groups, group);
    const known = this.#sources.get(source) ?? { licence, examples: 0 };
    known.examples += 1;
    this.#sources.set(source, known);
    this.#examples += 1;
    const turns = messages.filter(({ role }) => role === 'assistant').length;
    this.#turns += turns;
    if (turns > 1) this.#several += 1;
    if (!/[ӣӯҳқғҷ]/iu.test(request)) this.#plain += 1;
    this.#draw(example);
  }

  leaveOut(kind: string, reason: string): void {
    countUp(this.#kind(kind).leftOut, reason);
    countUp(this.#leftOut, reason);
  }

  report(): InstructionReport {
    const total = Math.max(1, this.#examples);
    const bySource = [...this.#sources]
      .map(([source, { licence, examples }]) => ({ source, licence, examples, share: examples / total }))
      .sort((one, other) => other.examples - one.examples);
    const licences = new Map<string, number>();
    for (const { licence, examples } of bySource) countUp(licences, licence, examples);
    return {
      examples: this.#examples,
      turns: this.#turns,
      byKind: [...this.#kinds].map(([kind, { requests, answers, groups, leftOut }]) => ({
        kind,
        examples: requests.length,
        share: requests.length / total,
        requestCharacters: spread(requests),
        answerCharacters: spread(answers),
        groups: Object.fromEntries([...groups].sort(([, one], [, other]) => other - one)),
        leftOut: Object.fromEntries(leftOut),
      })),
      bySource,
      byLicence: Object.fromEntries(licences),
      dialoguesOfSeveralTurns: this.#several,
      requestsWithoutTajikLetters: this.#plain,
      leftOut: Object.fromEntries(this.#leftOut),
      drawn: [...this.#drawn],
    };
  }

  #kind(kind: string): KindCounts {
    const known = this.#kinds.get(kind) ?? {
      requests: [],
      answers: [],
      groups: new Map(),
      leftOut: new Map(),
    };
    this.#kinds.set(kind, known);
    return known;
  }

  #draw(example: Example): void {
    if (this.#drawn.length < drawnExamples) this.#drawn.push(example);
    else {
      const place = this.#random.integer(0, this.#examples - 1);
      if (place < drawnExamples) this.#drawn[place] = example;
    }
  }
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { least: at(0), median: at(0.5), ninetieth: at(0.9), most: at(1) };
}
