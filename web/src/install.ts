import { signal } from '@preact/signals';

interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

/** The browser's offer to install the page; only where it makes one. */
export const installPrompt = signal<InstallEvent | undefined>(undefined);

/** Keeps the shell of the page on the phone, and the offer to install it for the settings. */
export function prepareInstallation(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt.value = event as InstallEvent;
  });
  addEventListener('appinstalled', () => {
    installPrompt.value = undefined;
  });
  // Absent where the page was loaded over `http://` from another machine: it is then loaded each time.
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const register = () => void navigator.serviceWorker.register('/service-worker.js').catch(() => {});
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
}
