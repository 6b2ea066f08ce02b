import type { Person, Role } from '../people/person.ts';
import type { Session } from '../people/sessions.ts';
import type { SchoolServices } from './services.ts';

/** `open`: loopback, no account yet. `set-up`: on the network, no account yet. `school`: people log in. */
export type Mode = 'open' | 'set-up' | 'school';

/** Who may call a route; `nobody` is whoever is not logged in. */
export type Caller = Role | 'nobody';

/** A request after its checks. */
export interface Call<Body = unknown, Query = unknown> extends SchoolServices {
  readonly mode: Mode;
  /** Undefined where the route is open to nobody and nobody is logged in. */
  readonly person: Person | undefined;
  readonly session: Session | undefined;
  readonly body: Body;
  readonly query: Query;
  /** The address that the request came from, for the back-off of log-ins. */
  readonly address: string;
  readonly request: Request;
  /** A part of the path. */
  parameter(name: string): string;
  /** The person of a route that only people may call. */
  readonly me: Person;
}

/** What a route answers: JSON with a status and, where a session began or ended, the cookie's token. */
export interface Answer {
  readonly status?: 200 | 201 | 204;
  readonly json?: unknown;
  /** A new session's token; null takes the cookie away. */
  readonly session?: string | null;
}
