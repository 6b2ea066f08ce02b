import type { Answer, Message } from '../../server/types.ts';

/** From the first question to the leaf, in order. */
export function pathTo(messages: readonly Message[], leafId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: Message[] = [];
  const seen = new Set<string>();
  let next = leafId === null ? undefined : byId.get(leafId);
  while (next && !seen.has(next.id)) {
    seen.add(next.id);
    path.unshift(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return path;
}

/**
 * The messages that are in the same place: other wordings of a question, other answers to it. An answer that failed
 * before its first word is none.
 */
export function variantsOf(messages: readonly Message[], message: Message): Message[] {
  return messages.filter(
    (one) =>
      one.parentId === message.parentId &&
      one.role === message.role &&
      (one.id === message.id || one.role === 'user' || one.text !== '' || !hasEnded(one)),
  );
}

function hasEnded({ state }: Answer): boolean {
  return state !== 'waiting' && state !== 'writing';
}

/** Where the branch that begins with a message ends, going by what was written last. */
export function leafBelow(messages: readonly Message[], id: string): string {
  const seen = new Set<string>();
  let leaf = id;
  for (;;) {
    seen.add(leaf);
    const children = messages.filter((message) => message.parentId === leaf && !seen.has(message.id));
    const last = children[children.length - 1];
    if (!last) return leaf;
    leaf = last.id;
  }
}

/** The list with a message put in, in place of an older state of it. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  return messages.some(({ id }) => id === message.id)
    ? messages.map((one) => (one.id === message.id ? message : one))
    : [...messages, message];
}
