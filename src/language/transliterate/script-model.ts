import { addEzafe, removeEzafe } from './ezafe.ts';
import { type FormLexicon, formsOf } from './known-forms.ts';
import { type LetterWeights, spellWord } from './letter-model.ts';
import {
  type Candidate,
  type ChooserWeights,
  type Neighbours,
  placeFeaturesOfWord,
  scoreCandidates,
  unseen,
} from './word-chooser.ts';

/** All that one direction knows. */
export interface ScriptModel extends FormLexicon {
  readonly letters: LetterWeights;
  readonly chooser: ChooserWeights;
}

/** A word seen this often is not also spelt by its letters. */
const enough = 4;
const formsKept = 6;
const spellingsTried = 5;

/** The log-probability by letters, below the best, of a form that they do not suggest. */
const worst = 8;

type CandidateModel = FormLexicon & Pick<ScriptModel, 'letters'>;

/** Lists the ways to write a word; remembers the last ones, since words recur. */
export function createCandidates(model: CandidateModel) {
  const known = new Map<string, readonly Candidate[]>();
  return (word: string): readonly Candidate[] => {
    const old = known.get(word);
    if (old) return old;
    const made = makeCandidates(model, word);
    if (known.size >= 50_000) known.clear();
    known.set(word, made);
    return made;
  };
}

function makeCandidates(model: CandidateModel, word: string): Candidate[] {
  const forms = formsOf(model, word);
  const total = forms.reduce((sum, { count }) => sum + count, 0);
  const spellings = total < enough ? spellWord(model.letters, word, spellingsTried) : [];
  const best = spellings[0]?.logProbability ?? 0;
  const bySpelling = new Map(
    spellings.map(({ text, logProbability }) => [text, Math.max(-worst, logProbability - best)]),
  );
  const found = new Map<string, Candidate>();
  const put = (text: string, logShare: number, logSpelling: number) => {
    // A word never vanishes.
    if (/^[+-]?$/.test(text)) return;
    const old = found.get(text);
    if (!old || old.logShare < logShare) found.set(text, { text, logShare, logSpelling });
  };
  const withEzafe = model.direction === 'to-tajik' ? bothWays : (text: string) => [text];
  for (const { text, count } of forms.slice(0, formsKept)) {
    const ways = withEzafe(text);
    const spelt = Math.max(...ways.map((way) => bySpelling.get(way) ?? -worst));
    for (const way of ways) put(way, Math.log(count / (total + 1)), spellings.length === 0 ? 0 : spelt);
  }
  for (const [text, logSpelling] of bySpelling)
    for (const way of withEzafe(text)) put(way, unseen, logSpelling);
  return [...found.values()];
}

/** A word of Tajik without and with ezafe. */
function bothWays(text: string): string[] {
  const bare = removeEzafe(text);
  return canTakeEzafe(bare) ? [bare, addEzafe(bare)] : [text];
}

function canTakeEzafe(text: string): boolean {
  return text.length > 1 && !/и$/u.test(text) && !/^[+-]?(?:ро|ва|у|ю)$/u.test(text);
}

/** The likeliest way to write each word of a sentence; `marks` are what is before each word and after the last. */
export function writeWords(
  model: ScriptModel,
  candidatesOf: (word: string) => readonly Candidate[],
  words: readonly string[],
  marks: readonly string[],
): string[] {
  return words.map((word, index) => {
    const candidates = candidatesOf(word);
    if (candidates.length < 2) return candidates[0]?.text ?? word;
    const scores = scoreCandidates(
      model.chooser,
      placeFeaturesOfWord(neighboursOf(words, marks, index)),
      candidates,
    );
    let best = 0;
    for (const [place, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = place;
    return candidates[best]?.text ?? word;
  });
}

/** What is around a word: words, or the mark that parts it from them. */
export function neighboursOf(words: readonly string[], marks: readonly string[], index: number): Neighbours {
  const left = marks[index]?.trim().charAt(0) ?? '';
  const right = marks[index + 1]?.trim().charAt(0) ?? '';
  return {
    before2: left === '' ? (words[index - 2] ?? '') : '',
    before: left || (words[index - 1] ?? ''),
    word: words[index] ?? '',
    after: right || (words[index + 1] ?? ''),
    after2: right === '' ? (words[index + 2] ?? '') : '',
  };
}
