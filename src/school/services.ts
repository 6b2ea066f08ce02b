import type { AnswerRunner } from './answers/answer-runner.ts';
import type { BookWork } from './books/book-work.ts';
import type { MachineCare } from './machine/machine-care.ts';
import type { DraftWork } from './practice/draft-work.ts';
import type { School } from './school.ts';

/** What the routes work with. */
export interface SchoolServices {
  readonly school: School;
  readonly runner: AnswerRunner;
  /** Takes books in. */
  readonly books: BookWork;
  /** Makes drafts from books. */
  readonly drafts: DraftWork;
  /** Where backups lie. */
  readonly backupFolder: string;
  /** The names and addresses at which the server is reached, for the administrator's page. */
  readonly addresses: () => readonly string[];
  readonly startedAt: number;
  /** Models and releases of this machine; undefined where the server was started without. */
  readonly machine?: MachineCare | undefined;
}
