/** What one position says about a candidate beside the reference. */
export interface PositionComparison {
  /** Kullback–Leibler divergence of the candidate from the reference, in nats. */
  divergence: number;
  /** Both hold the same token for the likeliest. */
  agrees: boolean;
  /** −ln of the probability of the token that came. */
  referenceNats: number;
  candidateNats: number;
}

/** Terms below e⁻⁴⁰ of the largest add nothing in double precision. */
const negligible = -40;

/** Compares rows of logits, one position at a time, in memory that is allocated once. */
export class LogitComparison {
  readonly #probabilities: Float64Array;
  #reference: Float32Array = new Float32Array(0);
  #largest = 0;
  #best = 0;
  #logSum = 0;

  constructor(vocabularySize: number) {
    this.#probabilities = new Float64Array(vocabularySize);
  }

  /** Takes the reference's logits of a position; they must stay as they are until the next call. */
  setReference(logits: Float32Array): void {
    const probabilities = this.#probabilities;
    this.#reference = logits;
    this.#best = indexOfLargest(logits);
    this.#largest = logits[this.#best] ?? 0;
    let sum = 0;
    for (let index = 0; index < logits.length; index += 1) {
      const relative = (logits[index] ?? 0) - this.#largest;
      const weight = relative > negligible ? Math.exp(relative) : 0;
      probabilities[index] = weight;
      sum += weight;
    }
    this.#logSum = Math.log(sum);
    for (let index = 0; index < logits.length; index += 1)
      probabilities[index] = (probabilities[index] ?? 0) / sum;
  }

  /** Compares a candidate's logits of the same position; `next` is the token that came. */
  compare(logits: Float32Array, next: number): PositionComparison {
    const best = indexOfLargest(logits);
    const largest = logits[best] ?? 0;
    let sum = 0;
    let expected = 0;
    for (let index = 0; index < logits.length; index += 1) {
      const logit = logits[index] ?? 0;
      const relative = logit - largest;
      if (relative > negligible) sum += Math.exp(relative);
      const probability = this.#probabilities[index] ?? 0;
      if (probability > 0) expected += probability * ((this.#reference[index] ?? 0) - logit);
    }
    const logSum = Math.log(sum);
    // Σ p (ln p − ln q) with ln p = a − A and ln q = b − B.
    const divergence = expected - (this.#largest + this.#logSum) + (largest + logSum);
    return {
      divergence: Math.max(0, divergence),
      agrees: best === this.#best,
      referenceNats: this.#largest + this.#logSum - (this.#reference[next] ?? 0),
      candidateNats: largest + logSum - (logits[next] ?? 0),
    };
  }
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  let largest = values[0] ?? 0;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value > largest) {
      largest = value;
      best = index;
    }
  }
  return best;
}
