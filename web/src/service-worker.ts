/**
 * Keeps the shell of the page on the phone, so that it opens at once and without the server. It keeps only the
 * files that are the same for everybody: what is in the list and below /assets/. Answers of the server
 * (/api, /v1) never pass through it.
 */
interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

// Put in when the page is built (vite.config.ts).
declare const __SHELL_FILES__: readonly string[];
declare const __SHELL_VERSION__: string;

const worker = globalThis as unknown as WorkerScope;
const cacheName = `soro-shell-${__SHELL_VERSION__}`;
const shell = new Set(__SHELL_FILES__);

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([...shell]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (shell.has(pathname)) event.respondWith(cached(request, pathname, false));
  else if (pathname.startsWith('/assets/')) event.respondWith(cached(request, pathname, true));
});

async function cached(request: Request, pathname: string, keep: boolean): Promise<Response> {
  const cache = await caches.open(cacheName);
  const found = await cache.match(pathname);
  if (found) return found;
  const response = await fetch(request);
  if (keep && response.ok) await cache.put(pathname, response.clone());
  return response;
}
