import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OperationKey, ReplyOf } from '../../../src/school/contract/index.ts';
import { addressOf, type InputOf } from '../server/call.ts';
import { request } from '../server/request.ts';
import { asServerError, type ServerError } from '../server/server-error.ts';

export interface Resource<Value> {
  readonly value: Signal<Value | undefined>;
  readonly error: Signal<ServerError | undefined>;
  /** Asks again. */
  readonly load: () => Promise<void>;
}

/** What an operation answers; asked for again every `everyMs` while the page is seen, and when it gets the focus. */
export function useResource<Key extends OperationKey & `GET ${string}`>(
  key: Key,
  { everyMs, input }: { everyMs?: number; input?: InputOf<Key>[0] } = {},
): Resource<ReplyOf<Key>> {
  type Value = ReplyOf<Key>;
  const address = addressOf(key, input);
  const value = useSignal<Value | undefined>(undefined);
  const error = useSignal<ServerError | undefined>(undefined);
  const load = async () => {
    try {
      const told = await request<Value>('GET', address);
      // What is the same is not drawn again: nobody loses what they have opened or chosen.
      if (JSON.stringify(told) !== JSON.stringify(value.value)) value.value = told;
      error.value = undefined;
    } catch (problem) {
      error.value = asServerError(problem);
    }
  };
  useEffect(() => {
    value.value = undefined;
    void load();
    if (everyMs === undefined) return;
    const reload = () => document.hidden || void load();
    const timer = setInterval(reload, everyMs);
    addEventListener('focus', reload);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', reload);
    };
  }, [address]);
  return { value, error, load };
}
