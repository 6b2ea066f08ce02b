import type { z } from 'zod';
import type { Contract, OperationKey, ReplyOf } from '../contract/index.ts';
import type { Mode } from '../contract/session.ts';
import type { Origin } from '../people/devices.ts';
import type { Person } from '../people/person.ts';
import type { Session } from '../people/sessions.ts';
import type { SchoolServices } from '../services.ts';

/** A request after its checks. */
export interface Call<Body = unknown, Query = unknown> extends SchoolServices {
  readonly mode: Mode;
  /** Undefined where the operation is open to nobody and nobody is logged in. */
  readonly person: Person | undefined;
  readonly session: Session | undefined;
  readonly body: Body;
  readonly query: Query;
  /** Where the request came from, for the back-off of log-ins. */
  readonly origin: Origin;
  readonly request: Request;
  /** A part of the path. */
  parameter(name: string): string;
  /** The person of an operation that only people may call. */
  readonly me: Person;
}

/** A JSON answer and, where a session began or ended, the cookie's token. */
export interface JsonAnswer<Value = unknown> {
  /** Default 200. */
  readonly status?: 200 | 201;
  readonly json: Value;
  /** A new session's token; null takes the cookie away. */
  readonly session?: string | null;
  /** The mark of a browser that has none. */
  readonly device?: string | undefined;
}

/** What a handler returns: undefined for an answer without content, a response for a file or events. */
export type HandlerResult = JsonAnswer | Response | undefined;

type Parsed<Key extends OperationKey, Part extends 'body' | 'query'> = Contract[Key] extends {
  readonly [Name in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

type ResultOf<Key extends OperationKey> = Contract[Key]['reply']['kind'] extends 'json'
  ? JsonAnswer<ReplyOf<Key>>
  : Contract[Key]['reply']['kind'] extends 'nothing'
    ? undefined
    : Response;

/** Performs one operation of the contract. */
export type Handler<Key extends OperationKey> = (
  call: Call<Parsed<Key, 'body'>, Parsed<Key, 'query'>>,
) => ResultOf<Key> | Promise<ResultOf<Key>>;

/** A handler for each of a group of operations. */
export type Handlers<Group> = { readonly [Key in keyof Group & OperationKey]: Handler<Key> };
