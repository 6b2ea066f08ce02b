import type { Manifest } from '../../core/artefact/manifest.ts';
import { at, known } from '../../core/known.ts';
import type { TensorType } from '../gguf/types.ts';
import type { SearchedTypes } from '../search/search.ts';

/** What a model card is written from. */
export interface CardFacts {
  readonly name: string;
  readonly description: string;
  /** What it was quantised to, in a word or two. */
  readonly type: string;
  readonly tokenEmbeddingType: TensorType | undefined;
  readonly sizeBytes: number;
  readonly bitsPerWeight: number;
  /** The types of the groups of tensors, where a search chose them. */
  readonly searched?: SearchedTypes | undefined;
  /** Tokens of the text on which importances were gathered. */
  readonly calibrationTokens?: number | undefined;
  /** The manifest of the checkpoint that was quantised. */
  readonly checkpoint: Manifest;
}

/**
 * The model card: what the model is, what it was made from, under which terms, how it was quantised
 * and what it cannot do. The same facts give the same text; nothing in it depends on time or place.
 */
export function writeCard(facts: CardFacts): string {
  const { checkpoint } = facts;
  const sections = [
    `# ${facts.name}`,
    facts.description,
    '## What it is',
    `A modified version of Gemma 3 (text) for conversation in Tajik, ${format(facts)} ` +
      'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms; they lie beside this card in GEMMA_TERMS.txt.',
    '## Quantisation',
    table([
      ['type', facts.type.toUpperCase()],
      ['token embedding', facts.tokenEmbeddingType?.toUpperCase() ?? 'chosen by llama.cpp'],
      ['file', `${facts.sizeBytes.toLocaleString('en-US')} bytes`],
      ['bits per weight', facts.bitsPerWeight.toFixed(2)],
      ...(facts.calibrationTokens === undefined
        ? []
        : [['importances', `gathered on ${facts.calibrationTokens.toLocaleString('en-US')} tokens of text`]]),
    ]),
    facts.searched ? search(facts.searched) : '',
    'Quantising loses accuracy; how much for this model is in the report of an evaluation, not here.',
    '## Made from',
    table([
      ['checkpoint', `written by the stage ${checkpoint.stage}, fingerprint ${checkpoint.fingerprint}`],
      ...Object.entries(checkpoint.inputs).map(([role, print]) => [`its ${role}`, `fingerprint ${print}`]),
      ...Object.entries(checkpoint.externals).map(([name, hash]) => [`outside file: ${name}`, hash]),
      ...Object.entries(checkpoint.counts).map(([name, count]) => [`${name}`, count.toLocaleString('en-US')]),
    ]),
    '## Data and licences',
    licences(checkpoint),
    '## Limits',
    'A small model: it errs in facts, sums and grammar, and says what is wrong as surely as what is right. ' +
      'It may repeat itself and may answer in another language than it was asked in. Check what it says before it is taught.',
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function format({ type }: CardFacts): string {
  return /^(fp8|w4a16)/.test(type)
    ? 'in the compressed-tensors format for servers with a GPU (vLLM, transformers).'
    : 'in llama.cpp’s GGUF format: it runs on a CPU without a network.';
}

/** How the types were chosen, with what each group bears at each of them. */
function search({ types, sensitivity, expectedDivergence }: SearchedTypes): string {
  const tried = at(sensitivity, 0).choices.map(({ type }) => type);
  const rows = sensitivity.map(({ name, choices }) => [
    name,
    known(types, name).toUpperCase(),
    ...choices.map(({ divergence }) => divergence.toFixed(4)),
  ]);
  return [
    'The type of each kind of tensor was searched for: the choice within the size budget whose divergences from the',
    'unquantised model, measured with only that kind at that type and everything else in BF16, add up to the least',
    `(${expectedDivergence.toFixed(4)} nats a token). Measured on Tajik text, in nats a token:\n\n${grid(['tensors', 'chosen', ...tried.map((type) => type.toUpperCase())], rows)}`,
  ].join(' ');
}

function licences({ licences: names, inputs }: Manifest): string {
  const sentences =
    names.length > 0
      ? [`Recorded for the checkpoint:\n\n${names.map((name) => `- ${name}`).join('\n')}`]
      : [];
  // A checkpoint made of nothing of ours was brought in: its manifest cannot know what it was trained on.
  if (names.length === 0 || Object.keys(inputs).length === 0) {
    sentences.push(
      'What the checkpoint was trained on, and under which licences, is not recorded: take it as not stated.',
    );
  }
  return sentences.join('\n\n');
}

function table(rows: readonly (readonly string[])[]): string {
  return grid(['', ''], rows);
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' ');
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
