import { signal } from '@preact/signals';
import { remember, remembered } from './parts/remember.ts';

export type Appearance = 'system' | 'light' | 'dark';

const storageKey = 'soro-appearance';

export const appearance = signal<Appearance>('system');

/** Shows the page light or dark, for the next visit too. */
export function chooseAppearance(chosen: string): void {
  if (chosen !== 'system' && chosen !== 'light' && chosen !== 'dark') return;
  appearance.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  remember(storageKey, chosen);
}

export function restoreAppearance(): void {
  chooseAppearance(remembered(storageKey) ?? 'system');
}
