import type { DialogueTurn, RenderDialogue } from '../checkpoint/index.ts';
import { CorruptArtefactError } from '../core/errors.ts';
import type { Tokenizer } from '../vocabulary/index.ts';

/** A dialogue as the trainer reads it. */
export interface EncodedDialogue {
  readonly ids: Uint32Array;
  /** 1 for tokens that are learned: the assistant's text and the `<end_of_turn>` after it. */
  readonly labels: Uint8Array;
}

const endOfTurn = '<end_of_turn>';

/**
 * Token ids and label mask of a dialogue. Turns are encoded as plain text (their control tokens are
 * not obeyed), the template's parts with control tokens: the same way as the chat server does it.
 * @throws CorruptArtefactError when the template does not close the assistant's turn.
 */
export function encodeDialogue(
  messages: readonly DialogueTurn[],
  render: RenderDialogue,
  tokenizer: Tokenizer,
): EncodedDialogue {
  const ids: number[] = [];
  const labels: number[] = [];
  const add = (part: Iterable<number>, counted: boolean) => {
    for (const id of part) {
      ids.push(id);
      labels.push(counted ? 1 : 0);
    }
  };
  const end = tokenizer.tokenId(endOfTurn);
  let closes = false;
  for (const part of render(messages)) {
    if (part.from !== 'template') {
      add(tokenizer.encode(part.text), part.from === 'assistant');
      closes = part.from === 'assistant';
      continue;
    }
    const [first, ...rest] = tokenizer.encode(part.text, { special: true });
    if (closes && (first === undefined || first !== end)) throw unclosed();
    if (first !== undefined) add([first], closes);
    add(rest, false);
    closes = false;
  }
  if (closes) throw unclosed();
  return { ids: Uint32Array.from(ids), labels: Uint8Array.from(labels) };
}

function unclosed(): CorruptArtefactError {
  return new CorruptArtefactError({
    message: `The chat template does not put ${endOfTurn} after the assistant's turn.`,
    file: 'chat_template.jinja',
    remedy: "Use a checkpoint with Gemma's chat template.",
  });
}
