import { identifyLanguage, splitWords } from '../../language/index.ts';
import { isTajik } from '../text/tajik-text.ts';
import { teacherPrompts } from './prompts.ts';

/** A request and an answer as a teacher model wrote them. */
export interface Proposal {
  readonly request: string;
  readonly answer: string;
}

/** Why a proposal is left out before it is judged. */
export type FilterReason =
  | 'too-short'
  | 'too-long'
  | 'not-tajik'
  | 'repetition'
  | 'refusal-marker'
  | 'placeholder'
  | 'echo';

export interface FilterLimits {
  readonly minimumCharacters: number;
  readonly maximumCharacters: number;
}

/** Words in a run that may not come again and again. */
const runWords = 4;
const mostRepeatedShare = 0.2;
const placeholder = /\[[^\]]{2,30}\]|\{[a-z]+\}|<[a-z_]+>|\bTODO\b|\.\.\.\s*$/iu;

/** The reason against a proposal; nothing for one that may go to the judge. */
export function filterProposal(
  { request, answer }: Proposal,
  limits: FilterLimits,
): FilterReason | undefined {
  if (answer.length < limits.minimumCharacters || splitWords(request).length === 0) return 'too-short';
  if (answer.length > limits.maximumCharacters) return 'too-long';
  const lower = answer.toLowerCase();
  if (teacherPrompts().refusalMarkers.some((marker) => lower.includes(marker))) return 'refusal-marker';
  if (placeholder.test(answer)) return 'placeholder';
  if (lower.trim() === request.toLowerCase().trim()) return 'echo';
  if (repeatedShare(answer) > mostRepeatedShare) return 'repetition';
  return isTajikAnswer(answer) ? undefined : 'not-tajik';
}

/** Short answers with numbers have too few letters to be told; they pass unless another language is named. */
function isTajikAnswer(answer: string): boolean {
  if (isTajik(answer)) return true;
  const { language, reason, letters } = identifyLanguage(answer);
  return letters < 40 && (language === 'tgk_Cyrl' || reason === 'too-short' || reason === 'unsure');
}

/** Share of the runs of four words that have occurred before in the text. */
export function repeatedShare(text: string): number {
  const words = splitWords(text.toLowerCase());
  const seen = new Set<string>();
  let repeated = 0;
  const runs = words.length - runWords + 1;
  for (let first = 0; first < runs; first += 1) {
    const run = words.slice(first, first + runWords).join(' ');
    if (seen.has(run)) repeated += 1;
    seen.add(run);
  }
  return runs > 0 ? repeated / runs : 0;
}
