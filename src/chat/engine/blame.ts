import { type ErrorDetails, MachineError } from '../../core/errors.ts';

/** The engine's process ended over this request: it must not be sent again, here or by a client. */
export class EngineStoppedError extends MachineError {
  constructor(details: Omit<ErrorDetails, 'message' | 'remedy'> = {}) {
    super({
      ...details,
      message: 'The engine stopped over this request, so it is not tried again.',
      remedy:
        'Change it: a simpler schema, a shorter text. The log of the server says what llama.cpp said last.',
    });
  }
}

/** How the engine's process ended. */
export interface Death {
  /** By us: it had work and said nothing, or took more memory than it may. */
  readonly ended: boolean;
  /** SIGKILL from outside: somebody, or the system when memory was full. */
  readonly killed: boolean;
  /** The request whose own work the process had said it was doing. */
  readonly trying: { readonly id: number; readonly what: 'grammar' | 'reading' } | undefined;
}

/** What the process had of a request. */
export interface Suspect {
  readonly id: number;
  /** The process had begun it. */
  readonly begun: boolean;
  /** Deaths since it last came on, this one included. */
  readonly deaths: number;
}

/** A second death without a token in between is no chance. */
const mostDeaths = 2;

/**
 * Whether a request is given up after a death. The one that was the reason is never sent again; the others continue.
 *
 * - Its grammar was being worked on, which is the one part of a request that is like a program: it was the reason.
 * - Its text was being read: it was the reason, unless the process was killed from outside.
 * - Nothing of the kind, and we ended the process: whoever was under way may have been the reason.
 */
export function isGivenUp({ ended, killed, trying }: Death, { id, begun, deaths }: Suspect): boolean {
  if (trying?.id === id && (trying.what === 'grammar' || ended || !killed)) return true;
  return (ended && !trying && begun) || deaths >= mostDeaths;
}
