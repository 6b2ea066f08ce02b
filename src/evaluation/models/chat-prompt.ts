import { compileChatTemplate } from '../../checkpoint/index.ts';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import type { Scorer, TextPart } from './scorer.ts';

/** Token ids of prompts as a scorer wants them: without the `<bos>` that it puts in front. */
export type EncodePrompts = (prompts: readonly string[]) => Promise<number[][]>;

/** Prompts as plain text. */
export function plainPrompts(scorer: Scorer): EncodePrompts {
  return (prompts) => scorer.tokenise(prompts.map((text) => ({ text })));
}

/**
 * Prompts as a user's turn in the model's own chat template, up to where the model's turn begins. What the
 * user writes is plain text, even where it spells a control token.
 * @throws BadInputError when the model has no template; CorruptArtefactError when it writes `<bos>` other than
 * once at the start.
 */
export async function chatPrompts(scorer: Scorer, file: string): Promise<EncodePrompts> {
  if (scorer.chatTemplate === undefined) {
    throw new BadInputError({
      message: 'The model has no chat template.',
      file,
      place: 'chatTemplate',
      remedy: 'Measure it without: set chatTemplate to false.',
    });
  }
  const render = compileChatTemplate(scorer.chatTemplate, file);
  const turns = (answer: string) =>
    render([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: answer },
    ]);
  // The parts before the user's text and before the assistant's are the template's own.
  const [before, user, between] = turns('y');
  const bos = (await scorer.tokenise([{ text: '<bos>', special: true }]))[0]?.[0];
  const [head = [], middle = []] = await scorer.tokenise([
    { text: before?.text ?? '', special: true },
    { text: between?.text ?? '', special: true },
  ]);
  if (user?.from !== 'user' || head.lastIndexOf(bos ?? -1) > 0 || middle.includes(bos ?? -1)) {
    throw new CorruptArtefactError({
      message: 'The chat template does not write <bos> once, at the start.',
      file,
      place: 'chat_template',
      remedy: "Use a model with Gemma's chat template.",
    });
  }
  const start = head[0] === bos ? head.slice(1) : head;
  return async (prompts) => {
    const parts: TextPart[] = prompts.map((text) => ({ text: text.trim() }));
    return (await scorer.tokenise(parts)).map((tokens) => [...start, ...tokens, ...middle]);
  };
}
