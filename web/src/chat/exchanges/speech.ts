import { computed, signal } from '@preact/signals';

/** Which message is being read aloud. */
export const reading = signal<string | undefined>(undefined);

/** The phone's voices, as far as they are of use: they come some time after the page. */
const voices = signal<readonly SpeechSynthesisVoice[]>([]);

const synthesis = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis;

if (synthesis) {
  const update = () => {
    voices.value = synthesis.getVoices();
  };
  update();
  // Old WebViews have only the property.
  synthesis.onvoiceschanged = update;
}

export interface SpokenText {
  readonly voice: SpeechSynthesisVoice;
  readonly text: string;
  /** A Russian voice reads Tajik: understandable, with an accent, and the page says so. */
  readonly isRussianVoice: boolean;
}

/** In which language this device can read Tajik text aloud. */
export const canRead = computed(() => {
  const spoken = choose('ҳа', voices.value);
  return spoken ? (spoken.isRussianVoice ? 'russian' : 'tajik') : 'none';
});

/** How a text can be read on this phone; undefined where no voice can. */
export function spokenText(text: string): SpokenText | undefined {
  return choose(text, voices.value);
}

/** `spokenText` with the voices given. */
export function choose(text: string, available: readonly SpeechSynthesisVoice[]): SpokenText | undefined {
  // Only voices of the device: others send the text to a server far away.
  const local = available.filter((voice) => voice.localService);
  const find = (code: string) => local.find(({ lang }) => lang.toLowerCase().slice(0, 2) === code);
  const tajik = find('tg');
  const russian = find('ru');
  const isTajik = /[ғӣқӯҳҷ]/iu.test(text);
  if (tajik) return { voice: tajik, text, isRussianVoice: false };
  if (!russian || !/[а-яё]/iu.test(text)) return undefined;
  return { voice: russian, text: isTajik ? forRussianVoice(text) : text, isRussianVoice: true };
}

const russianLetters: Readonly<Record<string, string>> = {
  ғ: 'г',
  ӣ: 'и',
  қ: 'к',
  ӯ: 'у',
  ҳ: 'х',
  ҷ: 'дж',
};

/** A Russian voice would spell out the letters it does not know. */
function forRussianVoice(text: string): string {
  return text.toLowerCase().replace(/[ғӣқӯҳҷ]/gu, (letter) => russianLetters[letter] ?? letter);
}

export function readAloud(id: string, { voice, text }: SpokenText): void {
  if (!synthesis) return;
  synthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  const end = () => {
    if (reading.value === id) reading.value = undefined;
  };
  utterance.onend = end;
  utterance.onerror = end;
  reading.value = id;
  synthesis.speak(utterance);
}

export function stopReading(): void {
  synthesis?.cancel();
  reading.value = undefined;
}
