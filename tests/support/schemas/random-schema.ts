import type { JsonSchema } from '../../../src/chat/index.ts';
import { seededRandom } from '../../../src/core/seeded-random.ts';

/**
 * A JSON schema made from a seed: mostly sensible, often with a fault that somebody could send by mistake or on
 * purpose (limits that contradict each other, circles, long lists, names with a meaning, deep nesting).
 */
export function randomSchema(seed: number): JsonSchema {
  return new Maker(seed).schema();
}

// No key that is one backslash: after it V8 13.6 (Node 24) reads the key "\n" of the next object as a backslash, too.
const names = [
  'a',
  'b',
  'ном',
  'kind',
  'left',
  'right',
  'items',
  '',
  '"',
  'a\\b',
  '\n',
  'toString',
  '😀',
  'a"b',
  '__proto__',
];
const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

class Maker {
  readonly #random: () => number;
  readonly #hostile: boolean;
  readonly #definitions: number;
  #left = 40;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#hostile = this.#chance(0.3);
    this.#definitions = this.#chance(0.5) ? this.#count(6) : 0;
  }

  schema(): JsonSchema {
    if (this.#hostile && this.#chance(0.15)) return this.#chain();
    const root = this.#node(0);
    const definitions = Array.from(
      { length: this.#definitions },
      (_, index) => [`d${index}`, this.#node(1)] as const,
    );
    return definitions.length > 0 ? { ...root, $defs: Object.fromEntries(definitions) } : root;
  }

  /** Definitions of which each leads to the next, twice. */
  #chain(): JsonSchema {
    const length = this.#pick([3, 20, 60, 200]);
    const keyword = this.#pick(['anyOf', 'oneOf']);
    const next = (index: number) => ({ $ref: `#/$defs/d${(index + 1) % length}` });
    const definition = (index: number): Record<string, unknown> => {
      const shape = this.#count(4);
      if (shape === 0) return { [keyword]: [next(index), next(index)] };
      if (shape === 1)
        return {
          [keyword]: [
            { type: 'array', items: next(index) },
            { type: 'array', items: next(index), maxItems: 3 },
          ],
        };
      if (shape === 2) return { type: 'object', properties: { a: next(index), b: next(index) } };
      return {
        [keyword]: [
          next(index),
          { type: 'object', properties: { kind: { const: index }, x: next(index) }, required: ['kind'] },
        ],
      };
    };
    const $defs = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `d${index}`,
        this.#chance(0.1) ? { type: 'integer' } : definition(index),
      ]),
    );
    return { $ref: '#/$defs/d0', $defs };
  }

  #node(depth: number): Record<string, unknown> {
    this.#left -= 1;
    if (this.#left < 0 || depth > 12) return { type: this.#pick(['string', 'integer', 'boolean']) };
    const kind = this.#random();
    if (kind < 0.08)
      return { $ref: this.#chance(0.3) ? '#' : `#/$defs/d${this.#count(this.#definitions + 1)}` };
    if (kind < 0.2) {
      const alternatives = Array.from({ length: 1 + this.#count(4) }, () => this.#node(depth + 1));
      return { [this.#chance(0.7) ? 'anyOf' : 'oneOf']: alternatives, ...this.#extra() };
    }
    if (kind < 0.28)
      return { enum: this.#values(), ...(this.#chance(0.3) ? { type: this.#pick(types) } : {}) };
    if (kind < 0.34) return { const: this.#value(), ...this.#extra() };
    if (kind < 0.38) return { type: this.#some(types), ...this.#extra() };
    return this.#typed(this.#pick(kind < 0.75 ? ['object', 'array'] : types), depth);
  }

  #typed(type: string, depth: number): Record<string, unknown> {
    if (type === 'object') return this.#object(depth);
    if (type === 'array') {
      return {
        type,
        ...(this.#chance(0.9) ? { items: this.#node(depth + 1) } : {}),
        ...this.#limits('minItems', 'maxItems'),
        ...this.#extra(),
      };
    }
    return { type, ...(type === 'string' ? this.#limits('minLength', 'maxLength') : {}), ...this.#extra() };
  }

  #object(depth: number): Record<string, unknown> {
    const count = this.#hostile && this.#chance(0.05) ? 300 : this.#count(5);
    const keys = Array.from({ length: count }, (_, index) => (count > 20 ? `p${index}` : this.#pick(names)));
    const usable = keys.filter((key) => this.#hostile || key !== '__proto__');
    const properties: Record<string, unknown> = {};
    for (const key of usable) {
      Object.defineProperty(properties, key, {
        value: this.#node(depth + 1),
        enumerable: true,
        configurable: true,
      });
    }
    const required = usable.filter(() => this.#chance(0.5));
    if (this.#hostile && this.#chance(0.1)) required.push('z');
    return {
      type: 'object',
      ...(usable.length > 0 || this.#chance(0.5) ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(this.#chance(0.3) ? { additionalProperties: this.#pick([false, true, { type: 'integer' }]) } : {}),
      ...this.#extra(),
    };
  }

  #limits(lower: string, upper: string): Record<string, number> {
    const sizes = this.#hostile ? [0, 1, 3, 5, 50, 999, 1000, 1001, -1, 2 ** 40] : [0, 1, 2, 3, 8];
    const least = this.#pick(sizes);
    const most = this.#hostile ? this.#pick(sizes) : least + this.#count(4);
    return {
      ...(this.#chance(0.4) ? { [lower]: least } : {}),
      ...(this.#chance(0.4) ? { [upper]: most } : {}),
    };
  }

  /** Keywords where they may not be understood. */
  #extra(): Record<string, unknown> {
    if (this.#chance(0.1)) return { description: 'Шарҳ', title: 'T', default: null };
    if (!this.#hostile || this.#chance(0.9)) return {};
    return this.#pick<Record<string, unknown>>([
      { pattern: '(a+)+$' },
      { minLength: 4, maxLength: 2 },
      { items: [] },
      { properties: 5 },
      { type: 'text' },
      { required: ['__proto__'] },
      { $ref: '#' },
      { minimum: 5 },
    ]);
  }

  #values(): unknown[] {
    const count =
      this.#hostile && this.#chance(0.2) ? this.#pick([500, 501, 2000, 4000]) : 1 + this.#count(6);
    return Array.from({ length: count }, (_, index) => (count > 20 ? `value-${index}` : this.#value()));
  }

  #value(): unknown {
    return this.#pick<unknown>([
      '',
      'a',
      'ab',
      'Душанбе',
      '"\\',
      '\n',
      0,
      1,
      -1,
      12,
      0.5,
      1e21,
      true,
      false,
      null,
      [],
      {},
      [1, 'a'],
      { a: { b: 1 } },
    ]);
  }

  #some<Item>(items: readonly Item[]): Item[] {
    return items.filter(() => this.#chance(0.4)).slice(0, this.#hostile ? 7 : 3);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#count(items.length)] as Item;
  }

  #count(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
