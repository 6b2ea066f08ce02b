import { signal } from '@preact/signals';

/** What the page needs of the browser's recognition of speech (Web Speech API, on the device). */
interface Recognition {
  lang: string;
  processLocally: boolean;
  interimResults: boolean;
  onresult:
    | ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void)
    | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
  stop(): void;
}

interface RecognitionClass {
  new (): Recognition;
  available?(options: {
    readonly langs: readonly string[];
    readonly processLocally: boolean;
  }): Promise<string>;
}

const tajik = 'tg-TJ';

/**
 * Whether this device understands spoken Tajik by itself. Other recognition sends the voice to a server far away, and
 * Russian recognition makes other words of Tajik: neither is offered.
 */
export const canListen = signal(false);
export const isListening = signal(false);

let running: Recognition | undefined;

const recognitionClass = () =>
  (globalThis as { readonly SpeechRecognition?: RecognitionClass }).SpeechRecognition;

export async function lookForListening(): Promise<void> {
  const found = await recognitionClass()
    ?.available?.({ langs: [tajik], processLocally: true })
    .catch(() => 'unavailable');
  canListen.value = found === 'available';
}

/** Hears until the speaker pauses; `onText` gets what was understood, once. */
export function listen(onText: (text: string) => void): void {
  const Recogniser = recognitionClass();
  if (!Recogniser || running) return;
  const recognition = new Recogniser();
  recognition.lang = tajik;
  recognition.processLocally = true;
  recognition.interimResults = false;
  recognition.onresult = ({ results }) => {
    onText(Array.from(results, (result) => result[0]?.transcript ?? '').join(' '));
  };
  recognition.onend = ended;
  recognition.onerror = ended;
  running = recognition;
  isListening.value = true;
  recognition.start();
}

export function stopListening(): void {
  running?.stop();
}

function ended(): void {
  running = undefined;
  isListening.value = false;
}
