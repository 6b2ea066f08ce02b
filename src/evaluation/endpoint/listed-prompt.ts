import { at } from '../../core/known.ts';
import { letterSets } from '../tasks/render-item.ts';
import type { Task, TaskItem } from '../tasks/task.ts';

/** What a writing model is told, by the language of the task. */
const instructions: Readonly<Record<string, { readonly letter: string; readonly sentence: string }>> = {
  tg: { letter: 'Танҳо ҳарфи ҷавоби дурустро нависед.', sentence: 'Кадом ҷумла дуруст аст?' },
  ru: { letter: 'Напишите только букву правильного ответа.', sentence: 'Какое предложение правильно?' },
  en: { letter: 'Write the letter of the right answer only.', sentence: 'Which sentence is right?' },
};

/** An item for a model that writes its answer: question, choices with letters, and what to write. */
export function listedPrompt({ description }: Task, { question, context, choices }: TaskItem): string {
  const language = at(description.language.split('-'), 0);
  const { letter, sentence } = instructions[language] ?? instructions.en ?? { letter: '', sentence: '' };
  const letters = lettersOf(description);
  const listed = choices.map((choice, index) => `${letters[index]}) ${choice}`);
  return [...(context ? [context, ''] : []), question ?? sentence, ...listed, letter].join('\n');
}

/** The letters of a task's choices. */
export function lettersOf({ letters, language }: Task['description']): string {
  return letterSets[letters ?? (language.startsWith('tg') ? 'tajik' : 'latin')];
}
