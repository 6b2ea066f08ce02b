import { Template } from '@huggingface/jinja';
import { BadInputError, CorruptArtefactError } from '../core/errors.ts';

/**
 * The chat template of Gemma 3 for text, from its documented turn format: a turn is
 * `<start_of_turn>ROLE\nTEXT<end_of_turn>\n`, the assistant's role is `model`, and there is no system role:
 * a system text is before the first turn's text, with a blank line between.
 */
export const gemmaChatTemplate = `{{ bos_token }}
{%- set system = namespace(text='') -%}
{%- if messages[0]['role'] == 'system' -%}
    {%- set system.text = messages[0]['content'] | trim + '\\n\\n' -%}
    {%- set turns = messages[1:] -%}
{%- else -%}
    {%- set turns = messages -%}
{%- endif -%}
{%- for message in turns -%}
    {{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else message['role']) + '\\n' }}
    {%- if loop.first %}{{ system.text }}{% endif -%}
    {{ message['content'] | trim }}
    {{- '<end_of_turn>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<start_of_turn>model\\n' }}
{%- endif -%}
`;

/** One turn of a dialogue. */
export interface DialogueTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A part of a rendered dialogue: written by the template (its control tokens count), or the text of a turn. */
export interface RenderedPart {
  readonly from: 'template' | DialogueTurn['role'];
  readonly text: string;
}

/**
 * Renders a dialogue; `forAnswer` adds the beginning of the model's turn.
 * @throws BadInputError when the template refuses it.
 */
export type RenderDialogue = (turns: readonly DialogueTurn[], forAnswer?: boolean) => RenderedPart[];

// Private-use characters stand for each turn's text while the template runs, so that a turn that spells
// `<end_of_turn>` stays text and can never open a turn of its own.
const opening = '\uE000';
const closing = '\uE001';
const placeholder = new RegExp(`${opening}(\\d+)${closing}`, 'u');

/**
 * Compiles a chat template, for training, evaluation and serving alike; `file` goes into errors.
 * @throws CorruptArtefactError when there is none or it does not parse.
 */
export function compileChatTemplate(
  source: string | undefined,
  file: string,
  special: { readonly begin: string; readonly end: string } = { begin: '<bos>', end: '<eos>' },
): RenderDialogue {
  const template = parseTemplate(source, file);
  return (turns, forAnswer = false) => {
    const rendered = renderTemplate(template, {
      messages: turns.map(({ role }, index) => ({ role, content: `${opening}${index}${closing}` })),
      add_generation_prompt: forAnswer,
      bos_token: special.begin,
      eos_token: special.end,
    });
    return rendered.split(placeholder).map((part, index): RenderedPart => {
      const turn = index % 2 === 0 ? undefined : turns[Number(part)];
      return turn ? { from: turn.role, text: turn.content.trim() } : { from: 'template', text: part };
    });
  };
}

function parseTemplate(source: string | undefined, file: string): Template {
  const place = 'chat template';
  if (!source) {
    throw new CorruptArtefactError({
      message: 'The model has no chat template, so it cannot hold a conversation.',
      file,
      place,
      remedy: 'Use a model that was tuned for conversation, such as the embedded one.',
    });
  }
  try {
    return new Template(source);
  } catch (error) {
    throw new CorruptArtefactError({
      message: `The chat template does not parse: ${messageOf(error)}`,
      file,
      place,
      remedy: 'Use another model, or make this one again with a working chat template.',
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
      message: `The model's chat template refuses these messages: ${messageOf(error)}`,
      place: 'messages',
      remedy:
        'Alternate user and assistant messages, beginning with the user; a system message may come first.',
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
