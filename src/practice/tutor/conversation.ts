import { gradeTyped } from '../grading/grade-typed.ts';
import { readSentences, type Sentences } from './sentences.ts';
import type { TutorSettings } from './settings.ts';
import { beginTutor, type TutorState } from './state.ts';
import { stepTutor } from './step.ts';
import { type TutorTask, taskOfText } from './task.ts';

/**
 * What the tutor says to the last of a pupil's messages in a chat, where the class works with the tutor: a task that
 * a tool could solve begins a tutored one, and the messages after it are attempts at it. Nothing where the last message
 * belongs to no task. The conversation is its only state: the same messages give the same reply.
 */
export function tutorConversation(
  messages: readonly string[],
  settings: Partial<TutorSettings> = {},
  sentences: Sentences = readSentences(),
): string | undefined {
  let task: TutorTask | undefined;
  let state: TutorState | undefined;
  let reply: string | undefined;
  for (const message of messages) {
    reply = undefined;
    const other = isOther(message, task) ? taskOfText(message) : undefined;
    if (other !== undefined) {
      task = other;
      state = beginTutor(other, settings);
      reply = sentences.talk.start;
    } else if (task !== undefined && state !== undefined) {
      const step = stepTutor(state, task, message, sentences);
      // Talk after the end of a task, and what is no answer and asks for nothing, is not the tutor's.
      if (step.turn === 'over' || (step.turn === 'not-read' && message.length > 60)) task = undefined;
      else reply = step.text;
      state = step.state;
    }
  }
  return reply;
}

/** Whether a message may be a task of its own, and no answer to the one at hand. */
function isOther(message: string, task: TutorTask | undefined): boolean {
  if (task === undefined) return true;
  if (gradeTyped(task.item, message).isRight) return false;
  const words = message.match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 3 || /[=?]\s*\??$/u.test(message);
}
