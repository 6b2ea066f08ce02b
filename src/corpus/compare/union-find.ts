/** Groups of numbers 0 … size - 1, joined pair by pair; the least number of a group stands for it. */
export class UnionFind {
  readonly #parents: Uint32Array;

  constructor(size: number) {
    this.#parents = new Uint32Array(size);
    for (let number = 0; number < size; number += 1) this.#parents[number] = number;
  }

  /** The least number of the group. */
  find(number: number): number {
    const parents = this.#parents;
    let root = number;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) {
      const grandparent = parents[parent] ?? parent;
      parents[root] = grandparent;
      root = grandparent;
    }
    return root;
  }

  /** Joins two groups. */
  join(left: number, right: number): void {
    const first = this.find(left);
    const second = this.find(right);
    if (first < second) this.#parents[second] = first;
    else this.#parents[first] = second;
  }
}
