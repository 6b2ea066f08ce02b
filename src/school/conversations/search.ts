import { splitWords } from '../../language/index.ts';
import { formsOf, plainWord, searchQuery, typedForms } from '../database/search-words.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';

export interface SearchResult {
  readonly conversationId: string;
  readonly title: string;
  readonly messageId: string;
  readonly role: 'user' | 'assistant';
  readonly createdAt: number;
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[];
}

interface ResultRow {
  readonly conversation_id: string;
  readonly title: string;
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly created_at: number;
  readonly text: string;
}

const contextCharacters = 60;
const snippetCharacters = 200;

/** Finds a person's own messages that have every word, with or without Tajik letters; the best first. */
export function searchMessages(store: Store, person: Person, typed: string, limit: number): SearchResult[] {
  const query = searchQuery(typed);
  if (query === undefined) return [];
  const rows = store.all<ResultRow>(
    `SELECT conversations.id AS conversation_id, title, messages.id, role, messages.created_at, text
     FROM search JOIN messages ON messages.number = search.rowid
       JOIN conversations ON conversations.number = conversation_number
     WHERE search MATCH :query AND person_number = :person
     ORDER BY search.rank, messages.number DESC LIMIT :limit`,
    { query, person: person.number, limit },
  );
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    title: row.title,
    messageId: row.id,
    role: row.role,
    createdAt: row.created_at,
    snippet: snippetOf(row.text, typed),
  }));
}

/** The part of a text around the first word that was looked for, with the words that were found marked. */
export function snippetOf(text: string, typed: string): { text: string; hit: boolean }[] {
  const typedWords = splitWords(typed);
  const wanted = new Set(typedWords.flatMap(typedForms));
  const beginning = plainWord(typedWords.at(-1) ?? '');
  const hits: { start: number; end: number }[] = [];
  let from = 0;
  for (const word of splitWords(text)) {
    const start = text.indexOf(word, from);
    from = start + word.length;
    const isHit = formsOf(word).some((form) => wanted.has(form)) || plainWord(word).startsWith(beginning);
    if (isHit) hits.push({ start, end: from });
  }
  const start = Math.max(0, (hits[0]?.start ?? 0) - contextCharacters);
  const end = Math.min(text.length, start + snippetCharacters);
  const parts = [{ text: start > 0 ? '…' : '', hit: false }];
  let place = start;
  for (const hit of hits) {
    if (hit.start < place || hit.end > end) continue;
    parts.push(
      { text: text.slice(place, hit.start), hit: false },
      { text: text.slice(hit.start, hit.end), hit: true },
    );
    place = hit.end;
  }
  parts.push({ text: text.slice(place, end) + (end < text.length ? '…' : ''), hit: false });
  return parts.filter((part) => part.text !== '');
}
