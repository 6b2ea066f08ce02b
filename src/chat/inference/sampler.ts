/** How the next token is drawn. */
export interface Sampling {
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** Draws from this many of the likeliest tokens; 0 leaves nothing out. */
  readonly topK: number;
  /** Draws from the smallest set of tokens with this total probability; 1 leaves nothing out. */
  readonly topP: number;
  /** Leaves out tokens less probable than this share of the best one; 0 leaves nothing out. */
  readonly minP: number;
  /** Divides positive logits of tokens that the answer used lately (and multiplies negative ones). */
  readonly repetitionPenalty: number;
  readonly repetitionWindowTokens: number;
  /** Taken from the logit of each token that the answer holds: once, and for each time that it is there. */
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  readonly seed: number;
}

/** A token that may be drawn, with its logit. */
export interface Candidate {
  readonly token: number;
  readonly logit: number;
}

/** A row of logits in which the tokens of an answer are penalised; undone by {@link Penalised.restore}. */
interface Penalised {
  restore(): void;
}

/**
 * Candidates of a row of logits, likeliest first: after the penalties, top-k, top-p over the whole vocabulary, then
 * min-p, as llama.cpp's chain does it. At temperature 0 only the best. The row is left as it was.
 */
export function candidates(
  logits: Float32Array,
  sampling: Sampling,
  answer: readonly number[],
): readonly Candidate[] {
  const penalised = penalise(logits, sampling, answer);
  try {
    const best = likeliest(logits);
    const maximum = logits[best] ?? 0;
    if (sampling.temperature === 0) return [{ token: best, logit: maximum }];
    // Below this nothing can be drawn: either min-p leaves it out, or its share is under one in 10^17.
    const floor = maximum + (sampling.minP > 0 ? Math.log(sampling.minP) : -40);
    const found: Candidate[] = [];
    for (let token = 0; token < logits.length; token += 1) {
      const logit = logits[token] ?? 0;
      if (logit >= floor) found.push({ token, logit });
    }
    found.sort((a, b) => b.logit - a.logit || a.token - b.token);
    if (sampling.topK > 0 && found.length > sampling.topK) found.length = sampling.topK;
    if (sampling.topP >= 1) return found;
    const mass = sampling.topK > 0 ? massOf(found, maximum) : totalMass(logits, maximum);
    return nucleus(found, maximum, sampling.topP * mass);
  } finally {
    penalised.restore();
  }
}

/** Draws one of the candidates; the same seed and index always draw with the same number. */
export function draw(found: readonly Candidate[], sampling: Sampling, index: number): number {
  const best = found[0];
  if (!best) throw new Error('There is no token to draw.');
  if (sampling.temperature === 0) return best.token;
  const weights = found.map(({ logit }) => Math.exp((logit - best.logit) / sampling.temperature));
  let left = uniform(sampling.seed, index) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [position, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return found[position]?.token ?? best.token;
  }
  return found.at(-1)?.token ?? best.token;
}

/** Natural logarithm of the sum of `exp` over a row: a token's log-probability is its logit minus this. */
export function logSumExp(logits: Float32Array): number {
  const maximum = logits[likeliest(logits)] ?? 0;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - maximum);
  return maximum + Math.log(sum);
}

/** The `count` likeliest tokens, likeliest first. */
export function topTokens(logits: Float32Array, count: number): readonly Candidate[] {
  const best: Candidate[] = [];
  for (let token = 0; token < logits.length; token += 1) {
    const logit = logits[token] ?? 0;
    if (best.length === count && logit <= (best.at(-1)?.logit ?? 0)) continue;
    const place = best.findIndex((one) => logit > one.logit);
    best.splice(place < 0 ? best.length : place, 0, { token, logit });
    if (best.length > count) best.pop();
  }
  return best;
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  let maximum = logits[0] ?? 0;
  for (let token = 1; token < logits.length; token += 1) {
    const logit = logits[token] ?? 0;
    if (logit > maximum) {
      maximum = logit;
      best = token;
    }
  }
  return best;
}

function penalise(logits: Float32Array, sampling: Sampling, answer: readonly number[]): Penalised {
  const { repetitionPenalty, repetitionWindowTokens, presencePenalty, frequencyPenalty } = sampling;
  const before = new Map<number, number>();
  const change = (token: number, changed: (logit: number) => number) => {
    const logit = logits[token];
    if (logit === undefined) return;
    if (!before.has(token)) before.set(token, logit);
    logits[token] = changed(logit);
  };
  if (repetitionPenalty !== 1 && repetitionWindowTokens > 0) {
    for (const token of new Set(answer.slice(-repetitionWindowTokens))) {
      change(token, (logit) => (logit > 0 ? logit / repetitionPenalty : logit * repetitionPenalty));
    }
  }
  if (presencePenalty !== 0 || frequencyPenalty !== 0) {
    for (const [token, times] of counted(answer)) {
      change(token, (logit) => logit - presencePenalty - frequencyPenalty * times);
    }
  }
  return {
    restore() {
      for (const [token, logit] of before) logits[token] = logit;
    },
  };
}

function counted(tokens: readonly number[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const token of tokens) times.set(token, (times.get(token) ?? 0) + 1);
  return times;
}

/** The shortest beginning whose mass (relative to the best token's 1) reaches `mass`; at least one. */
function nucleus(sorted: readonly Candidate[], maximum: number, mass: number): readonly Candidate[] {
  let sum = 0;
  const end = sorted.findIndex(({ logit }) => {
    sum += Math.exp(logit - maximum);
    return sum >= mass;
  });
  return end < 0 ? sorted : sorted.slice(0, end + 1);
}

function massOf(found: readonly Candidate[], maximum: number): number {
  return found.reduce((sum, { logit }) => sum + Math.exp(logit - maximum), 0);
}

// exp by table: the sum over 60,000 tokens is wanted for every token of every pupil, to three digits.
const stepsPerUnit = 256;
const deepest = 24;
const table = Float64Array.from({ length: deepest * stepsPerUnit + 1 }, (_, step) =>
  Math.exp(-(step + 0.5) / stepsPerUnit),
);

/** Sum of `exp(logit − maximum)` over the row, to 0.2 %; what lies 24 below the best counts as nothing. */
function totalMass(logits: Float32Array, maximum: number): number {
  let sum = 0;
  for (let token = 0; token < logits.length; token += 1) {
    const below = maximum - (logits[token] ?? 0);
    if (below < deepest) sum += table[(below * stepsPerUnit) | 0] ?? 0;
  }
  return sum;
}

/** A number in [0, 1) that depends on nothing but the seed and the index (splitmix64's mixing, in halves). */
function uniform(seed: number, index: number): number {
  const high = mix(mix(seed ^ 0x9e37_79b9) ^ index);
  const low = mix(high ^ 0x85eb_ca6b);
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0_aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
