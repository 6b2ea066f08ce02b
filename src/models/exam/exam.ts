import { SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { checkForm, type FormCheck } from './check-form.ts';

/** A model that was opened for its exam. */
export interface Examinee {
  answer(
    question: string,
    options: { readonly maximumTokens: number; readonly signal: AbortSignal },
  ): Promise<{ readonly text: string; readonly tokens: number }>;
  close(): Promise<void>;
}

export interface ExamAnswer extends FormCheck {
  readonly question: string;
  readonly text: string;
}

export interface ExamReport {
  readonly passed: boolean;
  /** Why not; empty when it passed. */
  readonly reasons: readonly string[];
  readonly answers: readonly ExamAnswer[];
  /** Of one answer at a time, reading the question included; null when nothing was written. */
  readonly tokensPerSecond: number | null;
}

/** Everyday requests that any model for a school must answer in Tajik. Not checked by a native teacher. */
export const examQuestions: readonly string[] = [
  'Салом! Шумо ба ман дар дарсҳо чӣ гуна кӯмак карда метавонед?',
  'Пойтахти Тоҷикистон кадом шаҳр аст? Бо як ҷумлаи пурра ҷавоб диҳед.',
  'Дар бораи фасли баҳор се ҷумла нависед.',
  'Чаро дарахтон барои одамон муфиданд?',
  'Ба хонандаи синфи панҷум фаҳмонед, ки борон аз куҷо меояд.',
  'Барои чӣ хондани китоб муҳим аст?',
];

/** A pupil's wait for a short answer on a school's machine; two poor answers of six, so that the first model, which gave one, passes. */
const maximumTokens = 96;
const longestSeconds = 300;
const mostFaults = 2;

/**
 * Opens a model, asks the fixed questions, and judges the answers by what needs no teacher: there is text, it is Tajik,
 * it does not go round in a circle. Nothing about knowledge is judged.
 * @returns the report, also when the model does not start.
 * @throws the signal's reason.
 */
export async function examine(
  open: () => Promise<Examinee>,
  signal: AbortSignal,
  onAnswer: (done: number, total: number) => void = () => {},
): Promise<ExamReport> {
  const answers: ExamAnswer[] = [];
  let tokens = 0;
  let milliseconds = 0;
  const report = (reasons: readonly string[]): ExamReport => ({
    passed: reasons.length === 0,
    reasons,
    answers,
    tokensPerSecond: tokens > 0 ? tokens / (milliseconds / 1000) : null,
  });
  let examinee: Examinee | undefined;
  const limit = AbortSignal.timeout(longestSeconds * 1000);
  try {
    examinee = await open();
    for (const question of examQuestions) {
      const began = performance.now();
      const answer = await examinee.answer(question, {
        maximumTokens,
        signal: AbortSignal.any([signal, limit]),
      });
      milliseconds += performance.now() - began;
      tokens += answer.tokens;
      answers.push({ question, text: answer.text, ...checkForm(answer.text) });
      onAnswer(answers.length, examQuestions.length);
    }
  } catch (error) {
    throwIfInterrupted(signal);
    if (limit.aborted) return report([`the exam took more than ${longestSeconds} seconds`]);
    if (!(error instanceof SoroError)) throw error;
    return report([
      examinee ? `it stopped while it answered: ${error.message}` : `it does not start: ${error.message}`,
    ]);
  } finally {
    await examinee?.close();
  }
  return report(faultsOf(answers));
}

function faultsOf(answers: readonly ExamAnswer[]): string[] {
  const count = (fault: ExamAnswer['fault']) => answers.filter((answer) => answer.fault === fault).length;
  const silent = count('empty');
  const others = count('not-tajik');
  const circles = count('repeats');
  if (silent + others + circles <= mostFaults) return [];
  return [
    ...(silent > 0 ? [`${silent} of ${answers.length} answers are empty`] : []),
    ...(others > 0 ? [`${others} of ${answers.length} answers are not in Tajik`] : []),
    ...(circles > 0 ? [`${circles} of ${answers.length} answers repeat themselves`] : []),
  ];
}
