import { signal } from '@preact/signals';
import { restoreLanguage } from './language/language.ts';
import { codeOf } from './server/server-error.ts';
import { loadSession } from './server/session.ts';

/** Why the server could not be reached. */
export const connectError = signal<string | undefined>(undefined);

const retryMs = 5000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks the server who is logged in, again and again while it cannot be reached. */
export async function connect(): Promise<void> {
  clearTimeout(timer);
  try {
    await loadSession();
    connectError.value = undefined;
    await restoreLanguage();
  } catch (error) {
    connectError.value = codeOf(error);
    timer = setTimeout(() => void connect(), retryMs);
  }
}
