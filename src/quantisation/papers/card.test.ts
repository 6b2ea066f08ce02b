import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/artefact/manifest.ts';
import { type CardFacts, writeCard } from './card.ts';

const checkpoint: Manifest = {
  kind: 'checkpoint',
  stage: 'tuning',
  formatVersion: 1,
  name: 'tuned',
  fingerprint: 'a'.repeat(64),
  inputs: { base: 'b'.repeat(64) },
  externals: {},
  settings: {},
  counts: { parameters: 138_368_896 },
  rejects: {},
  licences: ['CC BY-SA 4.0', 'Gemma Terms of Use'],
  tools: {},
  files: [],
  created: '2026-01-01T00:00:00.000Z',
};

const facts: CardFacts = {
  name: 'Small',
  description: '',
  type: 'q5_1',
  tokenEmbeddingType: 'q8_0',
  sizeBytes: 105_445_568,
  bitsPerWeight: 6.011,
  checkpoint,
};

describe('writeCard', () => {
  it('says what the model is, how it was quantised and under which terms it stands', () => {
    const card = writeCard(facts);
    expect(card).toContain('# Small\n\n## What it is');
    expect(card).toContain('A modified version of Gemma 3');
    expect(card).toContain('ai.google.dev/gemma/terms');
    expect(card).toContain('| type | Q5_1 |\n| token embedding | Q8_0 |\n| file | 105,445,568 bytes |');
    expect(card).toContain('- CC BY-SA 4.0\n- Gemma Terms of Use');
    expect(card).not.toContain('not stated');
  });

  it('does not depend on when the checkpoint was made', () => {
    const later = { ...checkpoint, created: '2027-01-01T00:00:00.000Z' };
    expect(writeCard({ ...facts, checkpoint: later })).toBe(writeCard(facts));
  });

  it('says that the data of a checkpoint from outside is not stated', () => {
    expect(writeCard({ ...facts, checkpoint: { ...checkpoint, inputs: {} } })).toContain(
      'take it as not stated',
    );
    expect(writeCard({ ...facts, checkpoint: { ...checkpoint, licences: [] } })).toContain(
      'take it as not stated',
    );
  });
});
