import { escapeHtml } from '../../core/escape.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { numbers, percent, short, table } from './html.ts';

/**
 * Tokens a Cyrillic word, measured on the Tajik lines of NTREX: with the vocabulary of Gemma 3, and after
 * trimming it and adding 10,000 Tajik tokens.
 */
const tokensPerWord = { gemma: 2.78, extended: 1.74 };

type Registers = Ledger['registers'];

/** Size by register and by source with its licences; tokens are estimated from words. */
export function tokenSection({ registers, sources }: Ledger): string {
  const total = wordsOf(registers);
  const sizes = (documents: number, characters: number, taken: number, words: number) => {
    // A weight of the mixture repeats (or thins) a document's words like its characters.
    const effective = characters === 0 ? 0 : (words * taken) / characters;
    return [
      short(documents),
      short(characters),
      percent(words / Math.max(1, total)),
      short(effective * tokensPerWord.gemma),
      short(effective * tokensPerWord.extended),
    ];
  };
  const columns = [
    numbers('documents'),
    numbers('characters'),
    numbers('words, share'),
    numbers('≈ tokens, Gemma 3'),
    numbers('≈ tokens, extended'),
  ];
  const byRegister = Object.entries(registers)
    .sort(([, left], [, right]) => right.characters - left.characters)
    .map(([name, { documents, characters, charactersTaken, measures }]) => [
      escapeHtml(name),
      ...sizes(documents, characters, charactersTaken, measures.words ?? 0),
    ]);
  const bySource = sources
    .toSorted((left, right) => right.charactersKept - left.charactersKept)
    .map(
      ({ name, licences, documentsIn, documentsKept, charactersKept, charactersTaken, registers: own }) => [
        `${escapeHtml(name)}<small>${licences.map(escapeHtml).join('; ')}</small>`,
        percent(documentsKept / Math.max(1, documentsIn)),
        ...sizes(documentsKept, charactersKept, charactersTaken, wordsOf(own)),
      ],
    );
  return `<h2 id="tokens">Tokens by register and source</h2>
<p>Tokens are estimated, not counted: words of the kept texts times the tokens a word measured on NTREX
(${tokensPerWord.gemma} with the vocabulary of Gemma 3, ${tokensPerWord.extended} with the trimmed and extended one). The
stage <code>tokens</code> counts them exactly. Words are Cyrillic words; each document as often as the mixture takes it.</p>
${table(['register', ...columns], byRegister)}
<h3>By source</h3>
${table(['source and licence', numbers('kept'), ...columns], bySource)}`;
}

/** Tokens of the whole corpus with the vocabulary of Gemma 3, estimated from its words. */
export function estimateTokens({ registers }: Ledger): string {
  const words = Object.values(registers).reduce((sum, { characters, charactersTaken, measures }) => {
    return sum + (measures.words ?? 0) * (charactersTaken / Math.max(1, characters));
  }, 0);
  return short(words * tokensPerWord.gemma);
}

function wordsOf(registers: Registers): number {
  return Object.values(registers).reduce((sum, { measures }) => sum + (measures.words ?? 0), 0);
}
