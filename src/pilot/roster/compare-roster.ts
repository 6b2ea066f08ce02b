import { addToList } from '../../core/count-up.ts';
import type { RosterClass } from './read-roster.ts';

/** A class of the school as it is. */
export interface PresentClass {
  readonly name: string;
  readonly pupils: readonly string[];
}

/** What a roster would change in a school; nothing is ever deleted by it. */
export interface RosterChanges {
  readonly newClasses: readonly string[];
  readonly newPupils: readonly { readonly className: string; readonly names: readonly string[] }[];
  /** In the school and not in the roster: for somebody to look at. */
  readonly notInRoster: readonly { readonly className: string; readonly names: readonly string[] }[];
}

export function compareRoster(
  roster: readonly RosterClass[],
  present: readonly PresentClass[],
): RosterChanges {
  const known = new Map(present.map(({ name, pupils }) => [name, new Set(pupils)]));
  const newPupils = roster.map(({ title, pupils }) => ({
    className: title,
    names: pupils.filter((name) => !known.get(title)?.has(name)),
  }));
  const notInRoster = roster.map(({ title, pupils }) => ({
    className: title,
    names: [...(known.get(title) ?? [])].filter((name) => !pupils.includes(name)).sort(),
  }));
  const some = ({ names }: { readonly names: readonly string[] }) => names.length > 0;
  return {
    newClasses: roster.flatMap(({ title }) => (known.has(title) ? [] : [title])),
    newPupils: newPupils.filter(some),
    notInRoster: notInRoster.filter(some),
  };
}

/** The tables that the pages of a school import: pupils by class, and the staff with their classes. */
export function importTables(roster: readonly RosterClass[]): ReadonlyMap<string, string> {
  const cell = (text: string) => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const files = new Map<string, string>();
  for (const [place, { title, pupils }] of roster.entries()) {
    // The number keeps apart what a file name cannot tell apart.
    const name = `pupils-${place + 1}-${title.replace(/[^\p{L}\p{N}-]+/gu, '_')}.csv`;
    files.set(name, `${['nickname;pin', ...pupils.map((pupil) => `${cell(pupil)};`)].join('\n')}\n`);
  }
  const classesOf = new Map<string, string[]>();
  for (const { title, teachers } of roster) {
    for (const teacher of teachers) addToList(classesOf, teacher, title);
  }
  const staff = [...classesOf].sort().map(([name, titles]) => `${cell(name)};${cell(titles.join(';'))}`);
  files.set('staff.csv', `${['name;classes', ...staff].join('\n')}\n`);
  return files;
}
