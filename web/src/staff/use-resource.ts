import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { request } from '../server/request.ts';
import { ServerError } from '../server/server-error.ts';

export interface Resource<Value> {
  readonly value: Signal<Value | undefined>;
  readonly error: Signal<ServerError | undefined>;
  /** Asks again. */
  readonly load: () => Promise<void>;
}

/** What stands at an address of the server; asked for again every `everyMs` while the page is seen. */
export function useResource<Value>(path: string, everyMs?: number): Resource<Value> {
  const value = useSignal<Value | undefined>(undefined);
  const error = useSignal<ServerError | undefined>(undefined);
  const load = async () => {
    try {
      value.value = await request<Value>('GET', path);
      error.value = undefined;
    } catch (problem) {
      error.value = problem instanceof ServerError ? problem : new ServerError('failed');
    }
  };
  useEffect(() => {
    value.value = undefined;
    void load();
    if (everyMs === undefined) return;
    const timer = setInterval(() => document.hidden || void load(), everyMs);
    return () => clearInterval(timer);
  }, [path]);
  return { value, error, load };
}
