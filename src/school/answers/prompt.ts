import type { ChatMessage } from '../../chat/index.ts';
import type { ClassSettings } from '../contract/class-settings.ts';
import { type Message, modelText } from '../conversations/message.ts';

/** What a class says to the model. */
export type PromptSettings = Pick<ClassSettings, 'tutor' | 'hintsBeforeAnswer' | 'subjects' | 'systemText'>;

/** What of a message the prompt is made of. */
type Turn = Pick<Message, 'role' | 'text' | 'original'>;

const tutorText =
  'Ту омӯзгор ҳастӣ. Ҷавоби тайёрро нагӯй: як ишораи кӯтоҳ ё як саволи роҳнамо деҳ, то хонанда худаш ҷавобро ёбад.';
const subjectsBefore = 'Танҳо дар бораи ин фанҳо ёрӣ деҳ';
const subjectsAfter = 'Дигар саволҳоро боадабона рад кун.';
const tutorReminder = 'Фақат як ишора деҳ, ҷавобро нагӯй.';

/**
 * The turns that the model sees for one question: what the class says first, then the branch that leads to the
 * question. Whether a hint or the answer is due is counted on the branch by the server: the page cannot ask for it.
 */
export function buildPrompt(path: readonly Turn[], settings: PromptSettings | undefined): ChatMessage[] {
  const system = systemText(path, settings);
  const turns = path
    .filter((message) => message.role === 'user' || modelText(message).trim() !== '')
    .map((message): ChatMessage => ({ role: message.role, content: modelText(messageForModel(message)) }));
  return system === '' ? turns : [{ role: 'system', content: system }, ...turns];
}

/** Whether the answer to the last question of a branch is to be a hint: this many hints, then one answer, and again. */
export function isHintDue(path: readonly Turn[], settings: PromptSettings | undefined): boolean {
  if (settings?.tutor !== 'hints-first') return false;
  const answered = path.filter(({ role, text }) => role === 'assistant' && text !== '').length;
  return answered % (settings.hintsBeforeAnswer + 1) < settings.hintsBeforeAnswer;
}

function systemText(path: readonly Turn[], settings: PromptSettings | undefined): string {
  if (!settings) return '';
  const parts = [settings.systemText.trim()];
  if (settings.subjects.length > 0) {
    parts.push(`${subjectsBefore}: ${settings.subjects.join(', ')}. ${subjectsAfter}`);
  }
  if (isHintDue(path, settings)) parts.push(tutorText, tutorReminder);
  return parts.filter((part) => part !== '').join('\n');
}

/** What of the settings is never shown to those who ask. The subjects are: pupils see them on the page. */
export function hiddenTexts(settings: PromptSettings | undefined): string[] {
  if (!settings) return [];
  return [
    settings.systemText,
    ...(settings.subjects.length > 0 ? [subjectsBefore, subjectsAfter] : []),
    ...(settings.tutor === 'hints-first' ? [tutorText, tutorReminder] : []),
  ].filter((text) => text.trim() !== '');
}

/** A question is sent as it was taken, not as it was typed before. */
function messageForModel(message: Turn): Pick<Message, 'text' | 'original'> {
  return message.role === 'user' ? { text: message.text, original: null } : message;
}
