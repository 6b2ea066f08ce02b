import { createHash } from 'node:crypto';
import { at } from '../core/known.ts';
import type { Example, Kind, Message } from './example.ts';
import type { RawDialogue } from './generator.ts';
import type { Random } from './random.ts';
import { findGroup, type PhrasingGroup, phrase, readPhrasings } from './text/phrasings.ts';

/** An example with what decides about its duplicates. */
export interface Rendered {
  readonly example: Example;
  /** How often the same answer may occur. */
  readonly repeats: number;
  /** Answers alike but for numbers and words are meant. */
  readonly isComputed: boolean;
}

/** Words a task: each turn is asked and answered in one of its group's wordings. */
export function renderTask(kind: Kind, task: RawDialogue, random: Random): Rendered {
  const { source, licence, provenance } = task;
  if ('messages' in task) {
    const { messages, group, repeats = 1 } = task;
    return { example: finish([...messages], group), repeats, isComputed: true };
  }
  const messages: Message[] = [];
  const groups = task.turns.map((turn) => groupOf(kind, turn.group));
  for (const [place, { slots }] of task.turns.entries()) {
    const { request, answer } = phrase(at(groups, place), slots, random);
    messages.push({ role: 'user', content: request.trim() }, { role: 'assistant', content: answer.trim() });
  }
  return {
    example: finish(messages, task.turns.length > 1 ? dialogueName(task.turns) : task.turns[0].group),
    repeats: Math.max(...groups.map(({ repeats }) => repeats)),
    isComputed: groups.some(({ computed }) => computed),
  };

  function finish(turns: Message[], group: string): Example {
    return { id: idOf(turns), kind, group, messages: turns, source, licence, provenance };
  }
}

/** The group of a turn: of the kind's own wordings, or `KIND/GROUP` of another's. */
function groupOf(kind: Kind, name: string): PhrasingGroup {
  const [one = '', other] = name.split('/');
  return other === undefined ? findGroup(readPhrasings(kind), one) : findGroup(readPhrasings(one), other);
}

/** A dialogue is named after the turns that are about something. */
function dialogueName(turns: readonly { readonly group: string }[]): string {
  return [...new Set(turns.map(({ group }) => group))]
    .filter((group) => group !== 'greeting' && group !== 'thanks')
    .join('+');
}

/** The identity of a dialogue: the first 16 hexadecimal digits of its hash. */
export function idOf(messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16);
}
