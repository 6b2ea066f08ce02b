// Softmax regression over hashed features, trained by Adagrad one example at a time, without allocation.

export class Softmax {
  readonly weights: Float32Array;
  readonly #squares: Float32Array;
  readonly #mask: number;
  readonly #rate: number;
  #slots = new Int32Array(4096);
  readonly #scores = new Float64Array(256);
  /** Added to the score of an option before it is compared. */
  readonly offsets = new Float64Array(256);
  /** After `learn`: probability less 1 for the right option. */
  readonly gradients = new Float64Array(256);
  #options = 0;
  #features = 0;

  constructor(bits: number, rate: number) {
    this.weights = new Float32Array(2 ** bits);
    this.#squares = new Float32Array(2 ** bits);
    this.#mask = 2 ** bits - 1;
    this.#rate = rate;
  }

  start(options: number, features: number): void {
    this.#options = options;
    this.#features = features;
    if (this.#slots.length < options * features) this.#slots = new Int32Array(options * features * 2);
    this.offsets.fill(0, 0, options);
  }

  put(option: number, feature: number, hash: number): void {
    this.#slots[option * this.#features + feature] = hash & this.#mask;
  }

  learn(right: number, weight: number): void {
    const features = this.#features;
    let most = Number.NEGATIVE_INFINITY;
    for (let option = 0; option < this.#options; option += 1) {
      let score = this.offsets[option] as number;
      const end = (option + 1) * features;
      for (let at = option * features; at < end; at += 1)
        score += this.weights[this.#slots[at] as number] as number;
      this.#scores[option] = score;
      if (score > most) most = score;
    }
    let total = 0;
    for (let option = 0; option < this.#options; option += 1) {
      const power = Math.exp((this.#scores[option] as number) - most);
      this.#scores[option] = power;
      total += power;
    }
    for (let option = 0; option < this.#options; option += 1) {
      const gradient = ((this.#scores[option] as number) / total - (option === right ? 1 : 0)) * weight;
      this.gradients[option] = gradient;
      if (Math.abs(gradient) < 1e-3) continue;
      const square = gradient * gradient;
      const end = (option + 1) * features;
      for (let at = option * features; at < end; at += 1) {
        const slot = this.#slots[at] as number;
        const sum = (this.#squares[slot] as number) + square;
        this.#squares[slot] = sum;
        this.weights[slot] =
          (this.weights[slot] as number) - (this.#rate * gradient) / (Math.sqrt(sum) + 0.1);
      }
    }
  }
}
