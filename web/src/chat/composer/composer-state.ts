import { effect, signal } from '@preact/signals';
import { person } from '../../server/session.ts';
import type { Question, Script, Suggestion } from '../../server/types.ts';
import { ask, isBusy, leafId } from '../conversation/open-conversation.ts';
import { service } from '../conversation/service.ts';

// Of this tab only, and only as long as it is open.
const draftKey = 'soro-draft';
const keepAfterMs = 300;

/** What is in the text field. */
export const draft = signal('');
/** The question that is being changed. */
export const edited = signal<Question | undefined>(undefined);
/** A better reading of the draft. */
export const suggestion = signal<Suggestion | undefined>(undefined);
/** Counts the wishes to put the cursor into the field. */
export const focusWishes = signal(0);

const pauseInTypingMs = 500;
/** A sender should not wait longer for what the server makes of the letters. */
const patienceMs = 1500;
const shortestText = 3;

/** The last text whose meaning is known. */
let understood = '';
/** A suggestion that was turned down is not made again. */
let turnedDown = '';
let asking: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const text = draft.value.trim();
  clearTimeout(timer);
  asking?.abort();
  if (suggestion.peek() && suggestion.peek()?.original !== text) suggestion.value = undefined;
  if (text.length >= shortestText && text !== understood) {
    timer = setTimeout(() => void understand(text), pauseInTypingMs);
  }
});

/** Whose draft it is: the next person at this device does not see it. */
let writer: string | undefined;

// A draft outlives a reload of this tab.
effect(() => {
  const who = person.value?.id;
  if (who === writer) return;
  writer = who;
  draft.value = who === undefined ? '' : keptDraft(who);
});
effect(() => {
  const text = draft.value;
  const saving = setTimeout(() => keepDraft(text), keepAfterMs);
  return () => clearTimeout(saving);
});
addEventListener('pagehide', () => keepDraft(draft.peek()));

function keepDraft(text: string): void {
  try {
    if (writer === undefined) return;
    if (text === '') sessionStorage.removeItem(draftKey);
    else sessionStorage.setItem(draftKey, `${writer}\n${text}`);
  } catch {
    // Storage is full or switched off: the draft does not survive a reload.
  }
}

function keptDraft(who: string): string {
  try {
    const kept = sessionStorage.getItem(draftKey) ?? '';
    return kept.startsWith(`${who}\n`) ? kept.slice(who.length + 1) : '';
  } catch {
    return '';
  }
}

async function understand(text: string): Promise<void> {
  const controller = new AbortController();
  asking = controller;
  try {
    const found = await (await service()).meaning(text, controller.signal);
    if (controller.signal.aborted || draft.peek().trim() !== text) return;
    understood = text;
    if (found && found.meant !== text && text !== turnedDown) suggestion.value = { ...found, original: text };
  } catch {
    // Then nothing is suggested; the question is sent as it was typed.
  }
}

/**
 * Sends the draft. What was surely meant is sent in its place, and can be undone; where that is unsure the person is
 * asked first, and a second press sends it as typed.
 */
export async function sendDraft(): Promise<void> {
  const text = draft.value.trim();
  if (isBusy.value || text === '') return;
  if (!suggestion.value && text !== understood && text.length >= shortestText) {
    clearTimeout(timer);
    await Promise.race([understand(text), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
    if (draft.value.trim() !== text || isAsked()) return;
  }
  const sure = surely();
  if (sure) await sendSuggestion(sure.script !== 'Cyrl');
  else await send({ text });
}

/** The suggestion is what was meant: it is sent in its place, in the script that was typed when wished. */
export async function sendSuggestion(sameScript: boolean): Promise<void> {
  const taken = suggestion.value;
  if (!taken || isBusy.value) return;
  const { kind, original } = taken;
  const script: { script?: Script } = sameScript ? { script: taken.script } : {};
  await send({ text: taken.meant, meant: { kind, original }, ...script });
}

/** The suggestion that is taken without asking. */
function surely(): Suggestion | undefined {
  return suggestion.value?.sure ? suggestion.value : undefined;
}

/** Whether the person is being asked what was meant. */
function isAsked(): boolean {
  return suggestion.value !== undefined && !suggestion.value.sure;
}

export function turnDown(): void {
  turnedDown = suggestion.value?.original ?? '';
  suggestion.value = undefined;
  void sendDraft();
}

/** Puts a question back into the field, to be asked again in its place. */
export function edit(question: Question): void {
  edited.value = question;
  draft.value = question.text;
  understood = question.text.trim();
  focusWishes.value += 1;
}

export function stopEditing(): void {
  edited.value = undefined;
  draft.value = '';
}

async function send(question: Omit<Parameters<typeof ask>[0], 'parentId'>): Promise<void> {
  const parentId = edited.value ? edited.value.parentId : leafId.value;
  asking?.abort();
  understood = '';
  turnedDown = '';
  draft.value = '';
  edited.value = undefined;
  suggestion.value = undefined;
  await ask({ ...question, parentId });
}
