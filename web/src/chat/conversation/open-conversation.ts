import { batch, computed, effect, signal } from '@preact/signals';
import { newClientId } from '../../server/client-id.ts';
import type { NewQuestion } from '../../server/conversation-service.ts';
import { codeOf } from '../../server/server-error.ts';
import { keepsConversations } from '../../server/session.ts';
import type { Answer, Conversation, Message, Question } from '../../server/types.ts';
import { noteConversation } from '../list/conversations.ts';
import { askedBook } from './asked-book.ts';
import { insist } from './insist.ts';
import { follow, live } from './live-answer.ts';
import { leafBelow, pathTo, withMessage } from './message-tree.ts';
import { service } from './service.ts';

/** A question that the server has not confirmed yet. */
export interface Pending {
  readonly question: NewQuestion;
  /** Why it is not sent (yet), and in how many seconds it is tried again. */
  readonly trouble?: { readonly code: string; readonly seconds?: number };
}

export const conversation = signal<Conversation | undefined>(undefined);
export const messages = signal<readonly Message[]>([]);
export const leafId = signal<string | null>(null);
export const pending = signal<Pending | undefined>(undefined);
/** Why the conversation could not be opened. */
export const openError = signal<string | undefined>(undefined);

/** What is shown: from the first question to the leaf, or to where the pending question continues. */
export const path = computed(() =>
  pathTo(messages.value, pending.value ? pending.value.question.parentId : leafId.value),
);
export const isSending = computed(() => pending.value !== undefined && !isGivenUp(pending.value));
export const isBusy = computed(() => isSending.value || live.value !== undefined);

let sending: AbortController | undefined;

export const isGivenUp = ({ trouble }: Pending) => trouble !== undefined && trouble.seconds === undefined;

/** An empty page for a new conversation; nothing is made on the server before the first question. */
export function startNew(): void {
  leave();
  batch(() => {
    conversation.value = undefined;
    messages.value = [];
    leafId.value = null;
    openError.value = undefined;
    found.value = undefined;
    askedBook.value = undefined;
  });
}

/**
 * Opens a conversation, on the branch of a message where one is named; an answer that is still being written continues
 * before the reader's eyes.
 */
export async function openConversation(id: string, messageId?: string): Promise<void> {
  startNew();
  try {
    const opened = await (await service()).open(id);
    batch(() => {
      conversation.value = opened;
      messages.value = opened.messages;
      leafId.value = opened.leafId ?? opened.messages[opened.messages.length - 1]?.id ?? null;
    });
    if (messageId !== undefined) showMessage(messageId);
    resumeLeaf();
  } catch (error) {
    openError.value = codeOf(error);
  }
}

/** Asks in the open conversation, at its end or (an edited question) in another place. */
export async function ask(question: Omit<NewQuestion, 'clientId'>): Promise<void> {
  if (isBusy.value || question.text.trim() === '') return;
  const bookId = askedBook.value?.id;
  await send({
    ...question,
    text: question.text.trim(),
    ...(bookId !== undefined && { bookId }),
    clientId: newClientId(),
  });
}

/** Asks a question again as it was typed, in the place of what it was understood as. */
export async function askAsTyped({ original, parentId }: Question): Promise<void> {
  if (original === null || isSending.value) return;
  const own = live.value;
  if (own) {
    own.stop();
    await new Promise<void>((resolve) => {
      const end = effect(() => {
        if (live.value === own) return;
        // The effect's end is known only after its first run.
        queueMicrotask(() => end());
        resolve();
      });
    });
  }
  await ask({ text: original, parentId });
}

/** Sends a question that was given up once more. */
export async function sendAgain(): Promise<void> {
  if (pending.value && isGivenUp(pending.value)) await send(pending.value.question);
}

/** Takes back a question that is not on the server; gives its text. */
export function takeBack(): string {
  const text = pending.value?.question.text ?? '';
  sending?.abort();
  pending.value = undefined;
  return text;
}

async function send(question: NewQuestion): Promise<void> {
  const controller = new AbortController();
  sending = controller;
  pending.value = { question };
  const conversationClientId = newClientId();
  try {
    const asked = await insist(
      async () => {
        const target = await service();
        conversation.value = conversation.value ?? (await target.create(conversationClientId));
        return target.ask(conversation.value.id, question);
      },
      {
        signal: controller.signal,
        onWait: (code, seconds) => {
          if (!controller.signal.aborted) pending.value = { question, trouble: { code, seconds } };
        },
      },
    );
    if (controller.signal.aborted) return;
    batch(() => {
      conversation.value = asked.conversation;
      messages.value = withMessage(withMessage(messages.value, asked.question), asked.answer);
      leafId.value = asked.answer.id;
      pending.value = undefined;
    });
    noteConversation(asked.conversation);
    followLeaf(asked.answer);
  } catch (error) {
    if (!controller.signal.aborted) pending.value = { question, trouble: { code: codeOf(error) } };
  }
}

/** Another answer to the same question. */
export async function answerAgain(questionId: string): Promise<void> {
  if (isBusy.value) return;
  await begin(async () => (await service()).answerAgain(questionId, newClientId()));
}

/** Lets an answer that was cut off continue where it ended. */
export async function goOn(answerId: string): Promise<void> {
  if (isBusy.value) return;
  await begin(async () => (await service()).goOn(answerId, newClientId()));
}

/** Why the last wish (another answer, going on) was refused. */
export const refusal = signal<string | undefined>(undefined);

async function begin(action: () => Promise<Answer>): Promise<void> {
  refusal.value = undefined;
  try {
    const answer = await action();
    batch(() => {
      messages.value = withMessage(messages.value, answer);
      leafId.value = answer.id;
    });
    followLeaf(answer);
  } catch (error) {
    refusal.value = codeOf(error);
  }
}

/** Shows the branch on which a message is, and marks the message. */
export function showMessage(id: string): void {
  if (!messages.value.some((message) => message.id === id)) return;
  const onPath = path.value.some((message) => message.id === id);
  if (!onPath) leafId.value = leafBelow(messages.value, id);
  found.value = id;
}

/** The message that a search has led to, until it was shown. */
export const found = signal<string | undefined>(undefined);

/** Takes in what has changed on the server since the conversation was opened: a correction, an answer elsewhere. */
export async function refreshConversation(): Promise<void> {
  const open = conversation.value;
  if (!open || isBusy.value || !keepsConversations.value) return;
  const fresh = await (await service()).open(open.id);
  if (isBusy.value || conversation.value?.id !== open.id) return;
  if (JSON.stringify(fresh.messages) !== JSON.stringify(messages.value)) messages.value = fresh.messages;
}

/** Shows another variant of a message, with what followed it. */
export function showVariant(id: string): void {
  if (isBusy.value) return;
  keepLeaf(leafBelow(messages.value, id));
}

/** The conversation continues from here: what followed stays, as another branch. */
export function branchFrom(answerId: string): void {
  if (!isBusy.value) keepLeaf(answerId);
}

function keepLeaf(id: string): void {
  leafId.value = id;
  const open = conversation.value;
  // Only which branch is shown first next time hangs on it.
  if (open)
    service()
      .then((target) => target.change(open.id, { leafId: id }))
      .catch(() => {});
}

function followLeaf(answer: Answer): void {
  refusal.value = undefined;
  void follow(answer, (changed) => {
    messages.value = withMessage(messages.value, changed);
    if (conversation.value) noteConversation({ ...conversation.value, updatedAt: Date.now() });
  });
}

function resumeLeaf(): void {
  const leaf = messages.value.find(({ id }) => id === leafId.value);
  if (leaf?.role !== 'assistant') return;
  if (leaf.state === 'waiting' || leaf.state === 'writing') followLeaf(leaf);
}

function leave(): void {
  sending?.abort();
  pending.value = undefined;
  refusal.value = undefined;
  live.value?.leave();
}
