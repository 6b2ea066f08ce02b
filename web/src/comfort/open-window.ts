import { signal } from '@preact/signals';

/** The window that is open over the page. */
export const openWindow = signal<'list' | 'settings' | 'shortcuts' | 'tour' | undefined>(undefined);

export function closeWindow(): void {
  openWindow.value = undefined;
}
