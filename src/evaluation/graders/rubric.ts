import { at } from '../../core/known.ts';
import { languageShares, splitSentences, splitWords } from '../../language/index.ts';
import type { RubricRule } from '../tasks/format/rubric.ts';
import { type Grade, wrong } from './grade.ts';
import { gradeNumber } from './number-answer.ts';
import { foldWords, isSameWord } from './reading/fold-words.ts';
import { admitsNotKnowing, refuses } from './reading/phrases.ts';
import { repeatsItself } from './reading/repetition.ts';
import { tidyAnswer } from './reading/tidy-answer.ts';

const languageLabels = { tg: 'tgk', ru: 'rus', en: 'eng' } as const;

/**
 * Grades an answer by the share of its rules that it keeps; one that breaks a decisive rule scores nothing.
 * Rules for a judge count in neither sum without its verdicts: {@link Grade.unjudged} says how many there are.
 * @param verdicts of the judge, one for each of its rules, in their order
 */
export function gradeRubric(
  rules: readonly RubricRule[],
  answer: string,
  verdicts: readonly boolean[] = [],
): Grade {
  const toBeJudged = rules.filter(({ rule }) => rule === 'judge');
  const unjudged = verdicts.length > 0 ? 0 : toBeJudged.length;
  if (tidyAnswer(answer) === '') return { ...wrong('no-answer'), unjudged };
  const checked = rules
    .filter(({ rule }) => rule !== 'judge' || verdicts.length > 0)
    .map((rule) => ({
      rule,
      isKept: rule.rule === 'judge' ? (verdicts[toBeJudged.indexOf(rule)] ?? false) : keeps(rule, answer),
    }));
  const broken = checked.filter(({ isKept }) => !isKept).map(({ rule }) => rule);
  const kept = checked.length - broken.length;
  const isOver = broken.some(({ decisive }) => decisive);
  return {
    score: isOver || checked.length === 0 ? 0 : kept / checked.length,
    reason:
      broken.length === 0
        ? 'all-rules'
        : `broken-${[...new Set(broken.map(({ rule }) => rule))].join('-and-')}`,
    unjudged,
  };
}

/** Whether an answer keeps a rule. A rule for a judge is never kept here. */
export function keeps(rule: RubricRule, answer: string): boolean {
  switch (rule.rule) {
    case 'language':
      return shareOf(rule.language, answer) >= rule.share;
    case 'length': {
      const count = (rule.of === 'words' ? splitWords(answer) : splitSentences(answer)).length;
      return count >= rule.minimum && count <= rule.maximum;
    }
    case 'contains':
      return (
        (rule.all ?? []).every((phrase) => holds(answer, phrase)) &&
        (rule.any === undefined || rule.any.some((phrase) => holds(answer, phrase)))
      );
    case 'forbids':
      return !rule.any.some((phrase) => holds(answer, phrase));
    case 'number':
      return numberStands(rule.value, answer);
    case 'fields':
      return rule.fields.every((field) => isFilled(field, answer));
    case 'asks':
      return /[?؟]/.test(answer);
    case 'refuses':
      return refuses(answer);
    case 'helps':
      return !refuses(answer);
    case 'admits-not-knowing':
      return admitsNotKnowing(answer);
    case 'declines':
      return refuses(answer) || admitsNotKnowing(answer);
    case 'no-repetition':
      return !repeatsItself(answer);
    case 'judge':
      return false;
  }
}

function shareOf(language: keyof typeof languageLabels, answer: string): number {
  return languageShares(answer.slice(0, 5000))
    .filter((one) => one.language.startsWith(languageLabels[language]))
    .reduce((sum, { share }) => sum + share, 0);
}

/** What may follow a word of two letters that is still the same: оби, обро, обҳо. */
const shortEnding = /^(?:и|ро|хо|хои|у|ю|е|аш|ам)$/u;

/** A phrase whose last word may continue (китоб in китобҳои); one that begins with «=» is compared as it is. */
function holds(answer: string, phrase: string): boolean {
  if (phrase.startsWith('=')) return answer.includes(phrase.slice(1));
  const isCyrillic = /\p{Script=Cyrillic}/u.test(phrase);
  const wanted = foldWords(phrase, isCyrillic);
  const words = foldWords(answer, isCyrillic && /\p{Script=Cyrillic}/u.test(answer));
  if (wanted.length === 0) return answer.includes(phrase);
  return words.some((_, start) =>
    wanted.every((word, index) => {
      const own = words[start + index] ?? '';
      const isLast = index === wanted.length - 1;
      if (isSameWord(word, own)) return true;
      if (!isLast || /\d/.test(word) || !own.startsWith(word)) return false;
      return word.length >= 3 || shortEnding.test(own.slice(word.length));
    }),
  );
}

/** The number stands anywhere in the answer, alone among others or not. */
function numberStands(value: string, answer: string): boolean {
  if (gradeNumber(value, answer).score === 1) return true;
  return answer
    .split(/(?<=\D)[,;.](?=\s)|[=\n()]|\s(?:ва|пас|яъне)\s/u)
    .some((part) => gradeNumber(value, part).score === 1);
}

function isFilled({ name, value }: { name: string; value?: string[] | undefined }, answer: string): boolean {
  const line = answer
    .split('\n')
    .map((row) => tidyAnswer(row).replace(/^[-•\d.)\s|]+/u, ''))
    .find((row) => holds(at(row.split(/[:：|]/), 0), name) && /[:：|]/.test(row));
  const filled =
    line
      ?.replace(/^[^:：|]*[:：|]/u, '')
      .replace(/[|_.…\s]+$/u, '')
      .trim() ?? '';
  if (filled === '' || /^[_.…\-\s[\]()]*$/.test(filled)) return false;
  return value === undefined || value.some((one) => holds(filled, one) || numberStandsIn(one, filled));
}

function numberStandsIn(value: string, filled: string): boolean {
  return /^\d/.test(value) && gradeNumber(value, filled).score === 1;
}
