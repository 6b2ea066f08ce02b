import type { BodyOf, OperationKey, QueryOf, ReplyOf } from '../../../src/school/contract/index.ts';
import { type Method, request } from './request.ts';

/** The names behind the colons of a path. */
type NamesIn<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | NamesIn<More>
    : Rest
  : never;

/** What an operation takes: the parts of its path, its query, its body. */
type Input<Key extends OperationKey> = ([NamesIn<Key>] extends [never]
  ? unknown
  : { readonly path: { readonly [Name in NamesIn<Key>]: string } }) &
  (QueryOf<Key> extends object ? { readonly query?: QueryOf<Key> } : unknown) &
  (BodyOf<Key> extends object
    ? Record<never, never> extends BodyOf<Key>
      ? { readonly body?: BodyOf<Key> }
      : { readonly body: BodyOf<Key> }
    : unknown);

interface Sending {
  readonly signal?: AbortSignal;
  /** Continues when the page is closed. */
  readonly keepalive?: boolean;
}

/** The input may be left out where nothing in it is needed. */
export type InputOf<Key extends OperationKey> =
  Record<never, never> extends Input<Key> ? [input?: Input<Key> & Sending] : [input: Input<Key> & Sending];

interface AnyInput extends Sending {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly body?: unknown;
}

/**
 * Asks the server for an operation of its contract: what goes out and what comes back have the contract's types.
 * @throws as `request`.
 */
export function call<Key extends OperationKey>(key: Key, ...[input]: InputOf<Key>): Promise<ReplyOf<Key>> {
  const { body, signal, keepalive }: AnyInput = input ?? {};
  const [method] = key.split(' ') as [Method];
  return request<ReplyOf<Key>>(method, addressOf(key, input), {
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
    ...(keepalive && { keepalive }),
  });
}

/** The address of an operation, with the parts of its path and its query filled in. */
export function addressOf(key: OperationKey, { path, query }: AnyInput = {}): string {
  const filled = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:(\w+)/gu, (_whole, name: string) => encodeURIComponent(path?.[name] ?? ''));
  const pairs = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled;
}
