import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareRoster, importTables } from './compare-roster.ts';
import { readRoster } from './read-roster.ts';

const files: Readonly<Record<string, string>> = {
  manifest:
    'propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\nfile.academicSessions,bulk\nfile.users,bulk\nfile.classes,bulk\nfile.enrollments,bulk\nfile.courses,absent\nsource.systemName,Дафтар\n',
  orgs: 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Мактаби №12,school,,\n',
  academicSessions:
    'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\nt1,,,2026–27,schoolYear,2026-09-01,2027-05-31,,2027\n',
  users:
    'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,password\nu1,,,true,zarrina,Заррина,Раҳимова,z@example.org,secret\nu2,,,true,"ahmad, 2",Аҳмад,Саидов,,\nu3,,,true,anisa,Аниса,Каримова,,\nu4,,,false,gone,Фарҳод,Назаров,,\n',
  classes:
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\nc1,,,7-А,07,,,homeroom,,o1,t1,,,\n',
  enrollments:
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne1,,,c1,o1,u1,student,,,\ne2,,,c1,o1,u2,student,,,\ne3,,,c1,o1,u3,teacher,true,,\ne4,,,c1,o1,u4,student,,,\n',
};

function rosterWith(changes: Readonly<Record<string, (text: string) => string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'soro-roster-'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.csv`), changes[name]?.(text) ?? text);
  }
  return readRoster(folder);
}

describe('a OneRoster package', () => {
  it('gives classes with the user names of pupils and the names of teachers, and nothing else of anybody', () => {
    const roster = rosterWith();
    expect(roster).toEqual([
      {
        sourcedId: 'c1',
        title: '7-А',
        school: 'Мактаби №12',
        pupils: ['ahmad, 2', 'zarrina'],
        teachers: ['Аниса Каримова'],
      },
    ]);
    expect(JSON.stringify(roster)).not.toMatch(/Раҳимова|example\.org|secret|gone/);
  });

  it('leaves out what is to be deleted', () => {
    expect(rosterWith({ enrollments: (text) => text.replace('e1,,', 'e1,tobedeleted,') })[0]?.pupils).toEqual(
      ['ahmad, 2'],
    );
    expect(rosterWith({ classes: (text) => text.replace('c1,,', 'c1,tobedeleted,') })).toEqual([]);
  });

  it.each<[string, string, (text: string) => string, string, RegExp]>([
    [
      'another version',
      'manifest',
      (text) => text.replace('oneroster.version,1.2', 'oneroster.version,1.1'),
      'column oneroster.version',
      /1\.1/,
    ],
    [
      'a delta',
      'manifest',
      (text) => text.replace('users,bulk', 'users,delta'),
      'column file.users',
      /delta/,
    ],
    [
      'a property that is unknown',
      'manifest',
      (text) => `${text}file.pets,bulk\n`,
      'line 11, column propertyName',
      /file\.pets/,
    ],
    [
      'an unknown column',
      'users',
      (text) => text.replace('email', 'shoeSize'),
      'line 1, column shoeSize',
      /Unknown/,
    ],
    [
      'a missing column',
      'orgs',
      (text) =>
        text.replace(',type', ',identifier2').replace('identifier2,identifier', 'metadata.x,identifier'),
      'line 1, column type',
      /missing/,
    ],
    [
      'a wrong date',
      'academicSessions',
      (text) => text.replace('2027-05-31', '31.05.2027'),
      'line 2, column endDate',
      /YYYY-MM-DD/,
    ],
    [
      'a wrong role',
      'enrollments',
      (text) => text.replace('u2,student', 'u2,pupil'),
      'line 3, column role',
      /./,
    ],
    [
      'a user that is nowhere',
      'enrollments',
      (text) => text.replace('u3,teacher', 'u9,teacher'),
      'line 4, column userSourcedId',
      /"u9"/,
    ],
    [
      'a term that is nowhere',
      'classes',
      (text) => text.replace('o1,t1', 'o1,t2'),
      'line 2, column termSourcedIds',
      /"t2"/,
    ],
    [
      'an id that is there twice',
      'users',
      (text) => text.replace('u2,', 'u1,'),
      'line 3, column sourcedId',
      /twice/,
    ],
    ['a line that is too short', 'users', (text) => `${text}u5,,\n`, 'line 6', /./],
  ])('with %s is refused, naming file, line and column', (_, name, change, place, message) => {
    let error: unknown;
    try {
      rosterWith({ [name]: change });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      place,
      message: expect.stringMatching(message),
      file: expect.stringContaining(`${name}.csv`),
    });
  });

  it('is compared with the school: what is new, and who is in the school only; nothing is deleted', () => {
    expect(compareRoster(rosterWith(), [])).toEqual({
      newClasses: ['7-А'],
      newPupils: [{ className: '7-А', names: ['ahmad, 2', 'zarrina'] }],
      notInRoster: [],
    });
    expect(compareRoster(rosterWith(), [{ name: '7-А', pupils: ['zarrina', 'old'] }])).toEqual({
      newClasses: [],
      newPupils: [{ className: '7-А', names: ['ahmad, 2'] }],
      notInRoster: [{ className: '7-А', names: ['old'] }],
    });
  });

  it('becomes the tables that a school imports', () => {
    expect(Object.fromEntries(importTables(rosterWith()))).toEqual({
      'pupils-1-7-А.csv': 'nickname;pin\nahmad, 2;\nzarrina;\n',
      'staff.csv': 'name;classes\nАниса Каримова;7-А\n',
    });
  });
});
