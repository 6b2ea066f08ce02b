import type { z } from 'zod';
import type { Role } from './people.ts';

/** Who may call an operation; `nobody` is anyone who is not logged in. */
export type Caller = Role | 'nobody';

/** What an operation answers with status 200 or 201: a JSON value. */
export interface JsonReply<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'json';
  readonly schema: Schema;
}

/** Status 204 and no content. */
export interface NoReply {
  readonly kind: 'nothing';
}

/** A file to keep. */
export interface FileReply {
  readonly kind: 'file';
  readonly mediaType: string;
}

/** Server-sent events; each event's name has a schema for its data. */
export interface EventsReply<Events extends Readonly<Record<string, z.ZodType>>> {
  readonly kind: 'events';
  readonly events: Events;
}

export type ReplyKind = JsonReply | NoReply | FileReply | EventsReply<Readonly<Record<string, z.ZodType>>>;

/** One operation of `/api`: who may call it, what it takes and what it answers. */
export interface Operation {
  /** One sentence for the reference. */
  readonly summary: string;
  readonly callers: readonly Caller[];
  /** Also answers before an administrator exists. */
  readonly beforeSetUp?: true;
  /** Also answers a teacher who must still choose a password. */
  readonly beforeNewPassword?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is a file's bytes instead, at most so many. */
  readonly bytes?: number;
  /** Default: `ordinaryBodyBytes`. */
  readonly maximumBodyBytes?: number;
  readonly reply: ReplyKind;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Operations by method and path; `:name` is a part of the path that is filled in. */
export type Operations = Readonly<Record<`${Method} /api/${string}`, Operation>>;

export const everyone = ['nobody', 'local', 'pupil', 'teacher', 'administrator'] as const;
export const people = ['local', 'pupil', 'teacher', 'administrator'] as const;
export const accounts = ['pupil', 'teacher', 'administrator'] as const;
export const staff = ['teacher', 'administrator'] as const;
/** Who looks after the books. */
export const bookKeepers = ['local', 'teacher', 'administrator'] as const;
export const pupils = ['pupil'] as const;
export const administrators = ['administrator'] as const;

export function json<Schema extends z.ZodType>(schema: Schema): JsonReply<Schema> {
  return { kind: 'json', schema };
}

export const nothing: NoReply = { kind: 'nothing' };

export function file(mediaType: string): FileReply {
  return { kind: 'file', mediaType };
}

export function events<Events extends Readonly<Record<string, z.ZodType>>>(
  schemas: Events,
): EventsReply<Events> {
  return { kind: 'events', events: schemas };
}
