import { computed, signal } from '@preact/signals';
import { type Language, messages } from './messages.ts';

export const language = signal<Language>('tg');

/** The texts of the page in the chosen language. */
export const texts = computed(() => messages[language.value]);

export function chooseLanguage(chosen: string): void {
  if (!Object.keys(messages).includes(chosen)) return;
  language.value = chosen as Language;
  document.documentElement.lang = chosen;
}
