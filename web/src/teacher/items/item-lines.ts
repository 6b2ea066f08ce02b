import type { Item } from '../../../../src/school/contract/index.ts';

/** An item as a teacher writes it: lists are lines of text. */
export interface ItemDraft {
  readonly kind: Item['kind'];
  readonly question: string;
  /** Options, pairs, parts or accepted answers, one a line. */
  readonly lines: string;
  readonly number: string;
  readonly unit: string;
  readonly tolerance: string;
}

/** The lines of an item. */
export function draftOf(item: Item): ItemDraft {
  const common = {
    kind: item.kind,
    question: item.question,
    lines: '',
    number: '',
    unit: '',
    tolerance: '0',
  };
  switch (item.kind) {
    case 'single-choice':
      return { ...common, lines: marked(item.options, [item.answer]) };
    case 'several-right':
      return { ...common, lines: marked(item.options, item.answer) };
    case 'matching': {
      const pairs = item.left.map((left, index) => `${left} = ${item.right[item.answer[index] ?? 0] ?? ''}`);
      const extra = item.right
        .filter((_, place) => !item.answer.includes(place))
        .map((right) => `= ${right}`);
      return { ...common, lines: [...pairs, ...extra].join('\n') };
    }
    case 'order':
      return { ...common, lines: item.answer.map((place) => item.parts[place] ?? '').join('\n') };
    case 'number':
      return {
        ...common,
        number: decimal(item.answer),
        unit: item.unit ?? '',
        tolerance: decimal(item.tolerance),
      };
    case 'short-text':
    case 'gap':
      return { ...common, lines: item.answers.join('\n') };
  }
}

/** The part of an item that its kind decides. What is wrong with it, the server says. */
export function contentOf(draft: ItemDraft) {
  const { kind } = draft;
  const lines = draft.lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  switch (kind) {
    case 'single-choice': {
      const { options, right } = unmarked(lines);
      return { kind, options, answer: right[0] ?? options.length };
    }
    case 'several-right': {
      const { options, right } = unmarked(lines);
      return { kind, options, answer: [...right] };
    }
    case 'matching': {
      const pairs = lines.map((line) => {
        const [left = '', ...rest] = line.split('=');
        return { left: left.trim(), right: rest.join('=').trim() };
      });
      // By the alphabet: their order must not tell the partners.
      const right = sorted(pairs.map((pair) => pair.right));
      const left = pairs.filter((pair) => pair.left !== '');
      return {
        kind,
        left: left.map((pair) => pair.left),
        right,
        answer: left.map((pair) => right.indexOf(pair.right)),
      };
    }
    case 'order': {
      const parts = sorted(lines);
      return { kind, parts, answer: lines.map((line) => parts.indexOf(line)) };
    }
    case 'number':
      return {
        kind,
        answer: numberIn(draft.number),
        unit: draft.unit.trim() === '' ? null : draft.unit.trim(),
        tolerance: numberIn(draft.tolerance),
      };
    case 'short-text':
    case 'gap':
      return { kind, answers: lines };
  }
}

function marked(options: readonly string[], right: readonly number[]): string {
  return options.map((option, place) => (right.includes(place) ? `+${option}` : option)).join('\n');
}

function unmarked(lines: readonly string[]) {
  const right = lines.flatMap((line, place) => (line.startsWith('+') ? [place] : []));
  return { options: lines.map((line) => line.replace(/^\+\s*/u, '')), right };
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((one, other) => one.localeCompare(other));
}

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(/\s/gu, '').replace(',', '.'));
}

function decimal(value: number): string {
  return String(value).replace('.', ',');
}
