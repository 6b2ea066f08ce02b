import { scoreTexts } from './bits-per-character.ts';
import { chatPrompts, type EncodePrompts, plainPrompts } from './chat-prompt.ts';
import type { Examinee, Scoring } from './examinee.ts';
import { asksForAnswer, scoreItems } from './multiple-choice.ts';
import type { Scorer } from './scorer.ts';
import { withTurn, writeAnswers, writeChoices } from './written-answers.ts';

export interface TokenExamineeOptions {
  readonly scorer: Scorer;
  readonly scoring: Scoring;
  readonly chatTemplate: boolean;
  /** For errors. */
  readonly file: string;
}

/** A model whose tokens and their probabilities we have: a GGUF, a checkpoint. */
export async function tokenExaminee(options: TokenExamineeOptions): Promise<Examinee> {
  const { scorer, scoring, chatTemplate, file } = options;
  const plain = plainPrompts(scorer);
  const encode: EncodePrompts = chatTemplate ? await chatPrompts(scorer, file) : plain;
  return {
    engine: scorer.engine,
    scoring,
    chatTemplate,
    answerChoices: (task, items) =>
      // A gap or a sentence cannot be answered, only found likely.
      scoring === 'log-probability' || !asksForAnswer(task)
        ? scoreItems(scorer, task, items, chatTemplate ? encode : undefined)
        : writeChoices(scorer, task, items, encode, scoring),
    answerTexts: async (task, items) =>
      task.description.turn === undefined || scorer.chatTemplate === undefined
        ? writeAnswers(scorer, task, items, { encode, asTurn: chatTemplate })
        : writeAnswers(scorer, withTurn(task), items, {
            encode: await chatPrompts(scorer, file),
            asTurn: true,
          }),
    measureTexts: (texts) => scoreTexts(scorer, texts),
    close: () => scorer.close(),
  };
}
