import type { Engine, GroundingOptions } from '../chat/index.ts';
import type { Library } from '../library/index.ts';
import type { Store } from './database/store.ts';
import type { PasswordStrength } from './people/passwords.ts';
import type { Rates } from './people/rates.ts';
import type { SchoolClock } from './running/school-clock.ts';

/** What every part of the school's server works with. */
export interface School {
  readonly store: Store;
  /** Answers exactly or from books where it can; see `assistant/`. */
  readonly engine: Engine;
  /** The books that questions are answered from. */
  readonly library: Library;
  /** What answers of this installation may rest on at most; empty: on anything. */
  readonly grounding: GroundingOptions;
  /** Milliseconds since 1970; never goes back, see `SchoolClock`. */
  readonly clock: () => number;
  readonly time: SchoolClock;
  /** How much each person asks for. */
  readonly rates: Pick<Rates, 'take'>;
  /** What hashing a password or a PIN costs. */
  readonly passwordStrength: PasswordStrength;
  /** The server listens on the loopback address only: before an account exists, nobody has to log in. */
  readonly loopbackOnly: boolean;
  /** Told about what an administrator should know. */
  readonly warn: (message: string) => void;
}
