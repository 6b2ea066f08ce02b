import { signal } from '@preact/signals';
import { leave } from './parts/unsaved.ts';

/**
 * Where the page is: the parts of the address behind `#/`. The page has one document; a one-time token stands
 * behind the `#`, so that it reaches no log.
 */
export const route = signal<readonly string[]>(read());

let current = location.href;

addEventListener('hashchange', () => {
  const target = location.href;
  history.replaceState(null, '', current);
  leave(() => {
    history.replaceState(null, '', target);
    current = target;
    route.value = read();
  });
});

/** Goes to another place of the page; `replace` leaves no step back. */
export function go(path: string, replace = false): void {
  leave(() => {
    history[replace ? 'replaceState' : 'pushState'](null, '', `/#/${path}`);
    current = location.href;
    route.value = read();
  });
}

function read(): readonly string[] {
  // The one link that is printed by the server's start: /set-up#TOKEN.
  if (location.pathname === '/set-up') return ['set-up', location.hash.slice(1)];
  return location.hash.replace(/^#\/?/u, '').split('/').filter(Boolean).map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
