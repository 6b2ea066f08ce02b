import type { Item } from '../items/item.ts';
import type { Loss, ReadDefaults } from './format.ts';

/** Moodle cuts a tag behind this many characters. */
const longestTag = 50;

/** The fields of an item that formats carry as tags `key=value`. */
export function tagsOf(item: Item): string[] {
  return fieldsOf(item).flatMap(([key, value]) => {
    const tag = `${key}=${value}`;
    return value === null || tag.length > longestTag ? [] : [tag];
  });
}

/** What tags cannot carry: values that are too long, and the sentence of the book. */
export function lossesOfTags(item: Item): Loss[] {
  const long = fieldsOf(item)
    .filter(([key, value]) => value !== null && `${key}=${value}`.length > longestTag)
    .map(([key]) => `${key}: longer than a tag may be`);
  const sentence = item.source?.sentence;
  const what = sentence == null ? long : [...long, 'the sentence of the book'];
  return what.map((one) => ({ where: item.id, what: one, isWhole: false }));
}

function fieldsOf(item: Item): (readonly [string, string | null])[] {
  const { source } = item;
  return [
    ['version', String(item.version)],
    ['status', item.status],
    ['grade', item.grade === null ? null : String(item.grade)],
    ['author', item.author],
    ['book', source === null ? null : source.book],
    ['section', source === null ? null : source.section],
    ['page', source === null ? null : source.page],
  ];
}

/** Item fields from tags, a category `subject/topic` and defaults. Tags of other programs are returned. */
export function fieldsFromTags(
  tags: readonly string[],
  category: readonly string[],
  defaults: ReadDefaults,
): { fields: Readonly<Record<string, unknown>>; unknown: string[] } {
  const found = new Map<string, string>();
  const unknown: string[] = [];
  for (const tag of tags) {
    const match = /^(version|status|grade|author|book|section|page)=(.+)$/su.exec(tag);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2]);
    else unknown.push(tag);
  }
  const numberOf = (key: string) =>
    /^\d{1,9}$/.test(found.get(key) ?? '') ? Number(found.get(key)) : undefined;
  const orNull = (key: string) => found.get(key) ?? null;
  const [subject = defaults.subject, ...topic] = category
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const status = found.get('status');
  const book = orNull('book');
  return {
    fields: {
      version: numberOf('version') ?? 1,
      status: status === 'approved' || status === 'retired' ? status : 'draft',
      subject,
      grade: numberOf('grade') ?? null,
      topic: topic.length === 0 ? null : topic.join('/'),
      source:
        book === null ? null : { book, section: orNull('section'), page: orNull('page'), sentence: null },
      author: found.get('author') ?? defaults.author,
    },
    unknown,
  };
}

/** The category of an item. A `/` inside a name is doubled, as Moodle does. */
export function categoryOf(item: Item): string {
  return [item.subject, item.topic]
    .filter((part) => part !== null)
    .map((part) => part.replaceAll('/', '//'))
    .join('/');
}

/** The names in a category, without the contexts that Moodle puts before them. */
export function splitCategory(category: string): string[] {
  return category
    .trim()
    .replace(/^\$(?:course|cat\d*|module|system)\$\/(?:top\/)?/iu, '')
    .split(/(?<!\/)\/(?!\/)/u)
    .map((part) => part.replaceAll('//', '/'))
    .filter((part) => part.trim() !== '' && part !== 'top');
}
