import { Template } from '@huggingface/jinja';
import { BadInputError, CorruptArtefactError } from '../core/errors.ts';

/** One turn of a dialogue. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A part of a rendered dialogue: written by the template, or the text of a turn. */
export type RenderedPart =
  | { readonly from: 'template'; readonly text: string }
  | { readonly from: Message['role']; readonly text: string };

/** Renders whole dialogues, the assistant's last turn included. @throws BadInputError when refused. */
export type RenderDialogue = (messages: readonly Message[]) => RenderedPart[];

// Stand for the turns while the template runs, so that its own tokens and what people wrote stay apart:
// a turn that spells `<end_of_turn>` is text.
const opening = '\uE000';
const closing = '\uE001';
const placeholder = new RegExp(`${opening}(\\d+)${closing}`, 'u');

/**
 * Compiles a checkpoint's `chat_template.jinja`; `file` goes into errors.
 * @throws CorruptArtefactError when it does not parse.
 */
export function compileDialogueTemplate(source: string, file: string): RenderDialogue {
  let template: Template;
  try {
    template = new Template(source);
  } catch (error) {
    throw new CorruptArtefactError({
      message: `The chat template does not parse: ${describe(error)}`,
      file,
      remedy: 'Use a checkpoint with a working chat_template.jinja.',
      cause: error,
    });
  }
  return (messages) => {
    const turns = messages.map(({ role }, index) => ({ role, content: `${opening}${index}${closing}` }));
    let rendered: string;
    try {
      rendered = template.render({ messages: turns, bos_token: '<bos>', eos_token: '<eos>' });
    } catch (error) {
      throw new BadInputError({
        message: `The chat template refuses this dialogue: ${describe(error)}`,
        remedy: 'Let user and assistant take turns, beginning with the user (a system text may come first).',
        cause: error,
      });
    }
    return rendered.split(placeholder).map((part, index): RenderedPart => {
      const message = messages[Number(part)];
      if (index % 2 === 0 || !message) return { from: 'template', text: part };
      return { from: message.role, text: message.content.trim() };
    });
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
