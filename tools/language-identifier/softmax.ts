// Multinomial logistic regression over hashed features, trained by stochastic gradient descent (AdaGrad).

/** A sample: the rows of its features and its class. */
export interface Sample {
  readonly rows: Int32Array;
  readonly target: number;
}

/** A sample's logits are its sum of weights divided by the square root of its number of features. */
export class SoftmaxTrainer {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly #squares: Float32Array;
  readonly #logits: Float64Array;
  readonly #rate: number;

  constructor(rows: number, classes: number, rate: number) {
    this.classes = classes;
    this.weights = new Float32Array(rows * classes);
    this.#squares = new Float32Array(rows * classes).fill(1e-3);
    this.#logits = new Float64Array(classes);
    this.#rate = rate;
  }

  /** One step on one sample; `decay` (1 → 0) scales the rate. Returns the loss before it, in nats. */
  step({ rows, target }: Sample, decay: number): number {
    const { classes, weights } = this;
    const logits = this.#logits;
    const squares = this.#squares;
    const factor = 1 / Math.sqrt(rows.length);
    logits.fill(0);
    for (let index = 0; index < rows.length; index += 1) {
      const base = (rows[index] ?? 0) * classes;
      for (let one = 0; one < classes; one += 1)
        logits[one] = (logits[one] ?? 0) + (weights[base + one] ?? 0);
    }
    const loss = toGradient(logits, target, factor);
    const rate = this.#rate * decay;
    for (let index = 0; index < rows.length; index += 1) {
      const base = (rows[index] ?? 0) * classes;
      for (let one = 0; one < classes; one += 1) {
        const gradient = (logits[one] ?? 0) * factor;
        if (gradient < 1e-6 && gradient > -1e-6) continue;
        const place = base + one;
        const square = (squares[place] ?? 0) + gradient * gradient;
        squares[place] = square;
        weights[place] = (weights[place] ?? 0) - (rate * gradient) / Math.sqrt(square);
      }
    }
    return loss;
  }
}

/** Turns sums into the gradient of the loss by the logits, in place; returns the loss. */
function toGradient(sums: Float64Array, target: number, factor: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const sum of sums) if (sum > best) best = sum;
  let total = 0;
  for (let one = 0; one < sums.length; one += 1) {
    const value = Math.exp(((sums[one] ?? 0) - best) * factor);
    sums[one] = value;
    total += value;
  }
  const loss = -Math.log((sums[target] ?? 0) / total);
  for (let one = 0; one < sums.length; one += 1) sums[one] = (sums[one] ?? 0) / total;
  sums[target] = (sums[target] ?? 0) - 1;
  return loss;
}
