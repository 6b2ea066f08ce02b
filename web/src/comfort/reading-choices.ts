import { signal } from '@preact/signals';
import { remember, remembered } from '../parts/remember.ts';

export const textSizes = ['usual', 'large', 'largest'] as const;
export type TextSize = (typeof textSizes)[number];

const sizeKey = 'soro-text-size';
const easyKey = 'soro-easy-reading';

export const textSize = signal<TextSize>('usual');
/** Short lines, more space between letters, words and lines. */
export const easyReading = signal(false);

/** Shows all text larger, for the next visit too. */
export function chooseTextSize(chosen: string): void {
  const size = textSizes.find((one) => one === chosen);
  if (!size) return;
  textSize.value = size;
  document.documentElement.dataset.size = size;
  remember(sizeKey, size);
}

export function chooseEasyReading(chosen: boolean): void {
  easyReading.value = chosen;
  document.documentElement.dataset.reading = chosen ? 'easy' : 'usual';
  remember(easyKey, chosen ? 'yes' : 'no');
}

export function restoreReading(): void {
  const size = remembered(sizeKey);
  if (size !== null && size !== 'usual') chooseTextSize(size);
  if (remembered(easyKey) === 'yes') chooseEasyReading(true);
}
