import type { RenderDialogue, RenderedPart } from '../../checkpoint/index.ts';
import { at, known } from '../../core/known.ts';
import { commonPrefix } from '../common-prefix.ts';
import type { ChatMessage, ChatRequest } from '../types.ts';
import { fitContext, longestTokenCharacters, tooLong } from './fit-context.ts';

export interface Prompt {
  readonly tokens: readonly number[];
  /** How many of the first tokens are no secret. */
  readonly sharedTokens: number;
  readonly droppedMessages: number;
  /** How many of the first tokens are ours and not of the text. */
  readonly addedTokens: number;
  /** The answer's text so far. */
  readonly written: readonly number[];
}

export interface PromptTools {
  readonly render: RenderDialogue;
  readonly tokenise: (pieces: readonly { text: string; control: boolean }[]) => Promise<number[][]>;
  /** Text of the token that begins every text. */
  readonly begin: string;
}

/**
 * The tokens of a request's prompt.
 * @throws BadInputError when it does not fit or the template refuses it.
 */
export async function buildPrompt(
  request: ChatRequest,
  tools: PromptTools,
  maximumPromptTokens: number,
): Promise<Prompt> {
  const tokensByPiece = new Map<string, readonly number[]>();
  const tokensOf = async (pieces: readonly RenderedPart[]): Promise<number[]> => {
    const missing = pieces.filter((piece) => !tokensByPiece.has(keyOf(piece)));
    if (missing.length > 0) {
      const tokens = await tools.tokenise(
        missing.map(({ from, text }) => ({ text, control: from === 'template' })),
      );
      for (const [index, piece] of missing.entries()) tokensByPiece.set(keyOf(piece), at(tokens, index));
    }
    return pieces.flatMap((piece) => known(tokensByPiece, keyOf(piece)));
  };

  if (request.tokens) {
    if (request.tokens.length > maximumPromptTokens) {
      throw tooLong(request.tokens.length, maximumPromptTokens);
    }
    return { tokens: request.tokens, addedTokens: 0, sharedTokens: 0, droppedMessages: 0, written: [] };
  }
  if (request.text !== undefined) {
    if (request.text.length > maximumPromptTokens * longestTokenCharacters) {
      throw tooLong(undefined, maximumPromptTokens);
    }
    const added = await tokensOf([{ text: tools.begin, from: 'template' }]);
    const tokens = [...added, ...(await tokensOf([{ text: request.text, from: 'user' }]))];
    if (tokens.length > maximumPromptTokens) throw tooLong(tokens.length, maximumPromptTokens);
    return { tokens, addedTokens: added.length, sharedTokens: 0, droppedMessages: 0, written: [] };
  }
  const { answerBeginning } = request;
  const written = answerBeginning ? await tokensOf([{ text: answerBeginning, from: 'user' }]) : [];
  const tokenise = (messages: readonly ChatMessage[]) => tokensOf(tools.render(messages, true));
  const fitted = await fitContext(request.messages, tokenise, maximumPromptTokens - written.length);
  const shared = sharedPieces(request, tools.render);
  const sharedTokens = shared ? commonPrefix(await tokensOf(shared), fitted.tokens) : 0;
  return { ...fitted, addedTokens: 0, sharedTokens, written };
}

/** What is written before and up to the end of the shared text. */
function sharedPieces(request: ChatRequest, render: RenderDialogue): RenderedPart[] | undefined {
  const shared = request.sharedPrefix?.trimStart();
  const system = request.messages[0];
  if (!shared || system?.role !== 'system' || !system.content.trimStart().startsWith(shared))
    return undefined;
  const pieces = render(request.messages, true);
  const place = pieces.findIndex((piece) => piece.from !== 'template');
  return [...pieces.slice(0, place), { text: shared, from: 'user' }];
}

function keyOf(piece: RenderedPart): string {
  return `${piece.from === 'template' ? 'template' : 'text'} ${piece.text}`;
}
