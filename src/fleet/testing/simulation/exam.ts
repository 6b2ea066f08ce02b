import { known } from '../../../core/known.ts';
import { seededRandom } from '../../../core/seeded-random.ts';
import { judgeModel, type ModelResults, type Verdict } from '../../exam/judge-model.ts';
import type { Nature } from './releases.ts';

const choiceItems = 72;
const quoteItems = 8;
const gigabyte = 1e9;

/** Right of all, as measured of two models (docs/results/fleet.md): 34 and 31 of 72; 4 and 1 of 8. */
const abilities: Readonly<Record<Nature, { readonly choices: number; readonly quotes: number }>> = {
  good: { choices: 0.47, quotes: 0.5 },
  faulty: { choices: 0.47, quotes: 0.5 },
  restless: { choices: 0.47, quotes: 0.5 },
  disliked: { choices: 0.47, quotes: 0.5 },
  worse: { choices: 0.25, quotes: 0.15 },
  spoiled: { choices: 0, quotes: 0 },
};

/**
 * What models answer in the exam. A model answers the same everywhere but where a machine computes a little differently;
 * its speed and memory are the machine's. Whether it passes is judged by the real `judgeModel`.
 */
export class SimulatedExam {
  readonly #items: readonly number[];
  readonly #answers = new Map<string, Pick<ModelResults, 'choices' | 'quotes'>>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    const random = seededRandom(seed);
    this.#items = Array.from({ length: choiceItems + quoteItems }, random);
  }

  judge(
    now: { readonly release: string; readonly nature: Nature },
    before: { readonly release: string; readonly nature: Nature },
    machine: { readonly memoryBytes: number; readonly tokensPerSecond: number },
    random: () => number,
  ): Verdict {
    const results = this.#results(now, machine, random);
    // As `examineModel`: what does not even answer is not compared.
    const other = results.reasons.length > 0 ? results : this.#results(before, machine, random);
    return judgeModel(results, other, machine.memoryBytes);
  }

  #results(
    { release, nature }: { readonly release: string; readonly nature: Nature },
    machine: { readonly tokensPerSecond: number },
    random: () => number,
  ): ModelResults {
    const isSpoiled = nature === 'spoiled';
    const answers = this.#answersOf(release, nature);
    const flipped = (right: boolean) => (random() < 0.01 ? !right : right);
    return {
      choices: answers.choices.map(flipped),
      quotes: answers.quotes,
      faultyAnswers: isSpoiled ? 6 : random() < 0.3 ? 1 : 0,
      reasons: isSpoiled ? ['6 of 6 answers are empty'] : [],
      tokensPerSecond: isSpoiled ? null : machine.tokensPerSecond * (0.8 + 0.4 * random()),
      residentBytes: 0.6 * gigabyte,
    };
  }

  /** Hard items are hard for every model; a fifth of the answers is the model's own chance. */
  #answersOf(release: string, nature: Nature): Pick<ModelResults, 'choices' | 'quotes'> {
    const found = this.#answers.get(release);
    if (found) return found;
    const random = seededRandom(this.#seed ^ Number.parseInt(release.slice(0, 8), 16));
    const ability = known(new Map(Object.entries(abilities)), nature);
    const right = (difficulty: number, share: number) => (random() < 0.2 ? random() : difficulty) < share;
    const answers = {
      choices: this.#items.slice(0, choiceItems).map((item) => right(item, ability.choices)),
      quotes: this.#items.slice(choiceItems).map((item) => right(item, ability.quotes)),
    };
    this.#answers.set(release, answers);
    return answers;
  }
}
