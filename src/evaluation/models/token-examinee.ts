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

/**
 * A model whose tokens and their probabilities we have: a GGUF, a checkpoint.
 * @throws as {@link chatPrompts}, when `chatTemplate` asks for one.
 */
export async function tokenExaminee(options: TokenExamineeOptions): Promise<Examinee> {
  const { scorer, scoring, chatTemplate, file } = options;
  const plain = plainPrompts(scorer);
  let chat = chatTemplate ? await chatPrompts(scorer, file) : undefined;
  const encoderFor = async (asTurn: boolean): Promise<EncodePrompts> => {
    if (!asTurn) return plain;
    chat ??= await chatPrompts(scorer, file);
    return chat;
  };
  return {
    engine: scorer.engine,
    scoring,
    chatTemplate,
    answerChoices: async (task, items) =>
      // A gap or a sentence cannot be answered, only found likely.
      scoring === 'log-probability' || !asksForAnswer(task)
        ? scoreItems(scorer, task, items, chatTemplate ? await encoderFor(true) : undefined)
        : writeChoices(scorer, task, items, await encoderFor(chatTemplate), scoring),
    answerTexts: async (task, items) => {
      // What a user would ask is a turn wherever the model knows turns.
      const isTurn = task.description.turn !== undefined && scorer.chatTemplate !== undefined;
      const asTurn = chatTemplate || isTurn;
      return writeAnswers(scorer, isTurn ? withTurn(task) : task, items, {
        encode: await encoderFor(asTurn),
        asTurn,
      });
    },
    measureTexts: (texts) => scoreTexts(scorer, texts),
    close: () => scorer.close(),
  };
}
