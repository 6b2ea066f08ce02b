import type { Manifest } from '../core/manifest.ts';
import type { ModelType, TensorType } from './types.ts';

/** What a model card is written from. */
export interface CardFacts {
  readonly name: string;
  readonly description: string;
  readonly type: ModelType;
  readonly tokenEmbeddingType: TensorType | undefined;
  readonly sizeBytes: number;
  readonly bitsPerWeight: number;
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
    'A modified version of Gemma 3 (text) for conversation in Tajik, in llama.cpp’s GGUF format: it runs on a CPU without a network. ' +
      'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms; they lie beside this card in GEMMA_TERMS.txt.',
    '## Quantisation',
    table([
      ['type', facts.type.toUpperCase()],
      ['token embedding', facts.tokenEmbeddingType?.toUpperCase() ?? 'chosen by llama.cpp'],
      ['file', `${facts.sizeBytes.toLocaleString('en-US')} bytes`],
      ['bits per weight', facts.bitsPerWeight.toFixed(2)],
    ]),
    'Quantising loses accuracy; how much for this model stands in the report of an evaluation, not here.',
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
  return ['| | |', '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}
