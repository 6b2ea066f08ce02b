import { signal } from '@preact/signals';
import { remember, remembered } from '../parts/remember.ts';

const storageKey = 'soro-tour';

/** Whether the four cards have been shown on this device. */
export const hasSeenTour = signal(remembered(storageKey) !== null);

export function sawTour(): void {
  hasSeenTour.value = true;
  remember(storageKey, 'seen');
}
