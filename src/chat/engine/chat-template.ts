import { Template } from '@huggingface/jinja';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import type { ChatMessage } from '../types.ts';

/** A piece of a rendered prompt: written by the template (its control tokens count) or by a person. */
export interface PromptPiece {
  readonly text: string;
  readonly fromTemplate: boolean;
}

export type RenderPrompt = (messages: readonly ChatMessage[]) => PromptPiece[];

// Private-use characters stand for each message's text while the template runs, so that a message
// that spells `<end_of_turn>` stays text and can never open a turn of its own.
const opening = '\uE000';
const closing = '\uE001';
const placeholder = new RegExp(`${opening}(\\d+)${closing}`, 'u');

/**
 * Compiles the chat template of a model file.
 * @throws CorruptArtefactError when the file has none or it does not parse.
 */
export function compileChatTemplate(
  source: string | undefined,
  specialTokens: { readonly bos: string; readonly eos: string },
  file: string,
): RenderPrompt {
  if (!source) {
    throw new CorruptArtefactError({
      message: 'The model file has no chat template, so it cannot hold a conversation.',
      file,
      place: 'tokenizer.chat_template',
      remedy: 'Use a model that was tuned for conversation, such as the embedded one.',
    });
  }
  const template = parseTemplate(source, file);
  return (messages) => {
    const rendered = renderTemplate(template, {
      messages: messages.map(({ role }, index) => ({ role, content: `${opening}${index}${closing}` })),
      add_generation_prompt: true,
      bos_token: specialTokens.bos,
      eos_token: specialTokens.eos,
    });
    return splitPieces(rendered, messages);
  };
}

function parseTemplate(source: string, file: string): Template {
  try {
    return new Template(source);
  } catch (error) {
    throw new CorruptArtefactError({
      message: `The chat template does not parse: ${error instanceof Error ? error.message : String(error)}`,
      file,
      place: 'tokenizer.chat_template',
      remedy: 'Use another model file, or make this one again.',
      cause: error,
    });
  }
}

/** Templates refuse what they cannot express (two user turns in a row, say) by raising an error. */
function renderTemplate(template: Template, values: Record<string, unknown>): string {
  try {
    return template.render(values);
  } catch (error) {
    throw new BadInputError({
      message: `The model's chat template refuses these messages: ${error instanceof Error ? error.message : String(error)}`,
      place: 'messages',
      remedy: 'Send turns of user and assistant by turns, the last one from the user.',
      cause: error,
    });
  }
}

function splitPieces(rendered: string, messages: readonly ChatMessage[]): PromptPiece[] {
  return rendered
    .split(placeholder)
    .map((part, index) =>
      index % 2 === 0
        ? { text: part, fromTemplate: true }
        : { text: messages[Number(part)]?.content.trim() ?? '', fromTemplate: false },
    )
    .filter((piece) => piece.text !== '');
}
