import { aboveGuessing } from '../../evaluation/index.ts';

/** What a model did in its exam. */
export interface ModelResults {
  /** Item by item, in the exam's order. */
  readonly choices: readonly boolean[];
  /** Sentence by sentence: whether it was repeated as it stands. */
  readonly quotes: readonly boolean[];
  /** Free answers that were empty, went round in a circle, or were not in Tajik; why the exam was failed by itself. */
  readonly faultyAnswers: number;
  readonly reasons: readonly string[];
  /** Of the fastest answer: pupils who ask meanwhile slow single ones down by much. */
  readonly tokensPerSecond: number | null;
  readonly residentBytes: number;
}

export interface Verdict {
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly choices: Pairs;
  readonly quotes: Pairs;
}

/** Two models on the same items. */
export interface Pairs {
  readonly total: number;
  readonly newRight: number;
  readonly oldRight: number;
  /** Right before, wrong now; and the other way round. */
  readonly lost: number;
  readonly won: number;
  /** How likely so many losses are by chance (one-sided sign test). */
  readonly chance: number;
}

/** A release that loses this clearly is refused: one in twenty equally good ones would be, too. */
const leastChance = 0.05;
/** Pupils notice a model that is half as fast. */
const leastSpeed = 0.5;
const mostMemory = 0.7;
const mostMoreFaults = 2;

/**
 * Whether a model may take the place of another: by itself (free answers), and item by item beside the one in use, so that
 * few items say much and no threshold has to be known.
 */
export function judgeModel(now: ModelResults, before: ModelResults, machineBytes: number): Verdict {
  const choices = pairsOf(now.choices, before.choices);
  const quotes = pairsOf(now.quotes, before.quotes);
  const reasons = [...now.reasons];
  const worse = ({ lost, won, total }: Pairs) => `${lost} of ${total} lost, ${won} won`;
  if (isWorse(choices)) reasons.push(`it knows less than the model in use (${worse(choices)})`);
  if (isWorse(quotes)) reasons.push(`it garbles what it repeats (${worse(quotes)})`);
  if (now.faultyAnswers > before.faultyAnswers + mostMoreFaults)
    reasons.push(`${now.faultyAnswers} answers have faults, ${before.faultyAnswers} of the model in use`);
  const [speed, oldSpeed] = [now.tokensPerSecond, before.tokensPerSecond];
  if (speed !== null && oldSpeed !== null && speed < oldSpeed * leastSpeed)
    reasons.push(`it writes ${speed.toFixed(1)} tokens/s, the model in use ${oldSpeed.toFixed(1)}`);
  if (now.residentBytes > machineBytes * mostMemory)
    reasons.push(`it takes ${(now.residentBytes / 1e9).toFixed(1)} GB of memory`);
  return { passed: reasons.length === 0, reasons, choices, quotes };
}

/** Items that both were asked, one by one. */
export function pairsOf(now: readonly boolean[], before: readonly boolean[]): Pairs {
  const both = now.map((right, index) => ({ right, wasRight: before[index] === true }));
  const lost = both.filter(({ right, wasRight }) => wasRight && !right).length;
  const won = both.filter(({ right, wasRight }) => right && !wasRight).length;
  return {
    total: both.length,
    newRight: both.filter(({ right }) => right).length,
    oldRight: both.filter(({ wasRight }) => wasRight).length,
    lost,
    won,
    chance: aboveGuessing(lost, lost + won, 0.5),
  };
}

function isWorse({ lost, won, chance }: Pairs): boolean {
  return lost > won && chance < leastChance;
}
