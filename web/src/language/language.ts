import { computed, signal } from '@preact/signals';
import { remember, remembered } from '../parts/remember.ts';
import { saveChoice, session } from '../server/session.ts';
import { type Messages, tg } from './messages/tg.ts';
import type { Language } from './plural.ts';

const loaders: Record<Language, () => Promise<Messages>> = {
  tg: () => Promise.resolve(tg),
  ru: async () => (await import('./messages/ru.ts')).ru,
  en: async () => (await import('./messages/en.ts')).en,
};

/** Each in its own words. */
export const languageNames: Record<Language, string> = { tg: 'Тоҷикӣ', ru: 'Русский', en: 'English' };

const storageKey = 'soro-language';

/** The language of the page and its texts, which come together. */
const chosen = signal<{ readonly language: Language; readonly texts: Messages }>({
  language: 'tg',
  texts: tg,
});

export const language = computed(() => chosen.value.language);
export const texts = computed(() => chosen.value.texts);

/** Texts of a part of the page that is loaded for itself. */
export function textsOf<Texts>(all: Record<Language, Texts>) {
  return computed(() => all[language.value]);
}

/** Shows the page in another language, for the next visit too. */
export async function chooseLanguage(code: string): Promise<void> {
  if (!isLanguage(code)) return;
  await show(code);
  remember(storageKey, code);
  await saveChoice({ language: code }).catch(() => {});
}

/** The language of the person who is logged in, else the one of the last visit. */
export async function restoreLanguage(): Promise<void> {
  const code = session.value?.person?.language ?? remembered(storageKey);
  if (isLanguage(code)) await show(code).catch(() => {});
}

async function show(code: Language): Promise<void> {
  if (code !== chosen.value.language) chosen.value = { language: code, texts: await loaders[code]() };
  document.documentElement.lang = code;
}

function isLanguage(code: string | null): code is Language {
  return code !== null && Object.keys(loaders).includes(code);
}
