import { signal } from '@preact/signals';

export type Appearance = 'system' | 'light' | 'dark';

const storageKey = 'soro-appearance';

export const appearance = signal<Appearance>('system');

/** Shows the page light or dark, for the next visit too. */
export function chooseAppearance(chosen: string): void {
  if (chosen !== 'system' && chosen !== 'light' && chosen !== 'dark') return;
  appearance.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
}

export function restoreAppearance(): void {
  try {
    chooseAppearance(localStorage.getItem(storageKey) ?? 'system');
  } catch {
    // Storage is switched off.
  }
}
