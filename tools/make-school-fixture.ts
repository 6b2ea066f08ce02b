// Writes the fixture of the present schema of the school's database: `npx node tools/make-school-fixture.ts`. Run it once
// when a migration is added, and never change what it wrote for an earlier version.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { migrate, openStore } from '../src/school/index.ts';

const wanted = Number(process.argv[2] ?? Number.NaN);
const store = openStore(':memory:');
if (Number.isNaN(wanted)) migrate(store);
else migrate(store, wanted);
const { user_version: version } = store.get<{ user_version: number }>('PRAGMA user_version') ?? {
  user_version: 0,
};

const schema = store
  .all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
  )
  .map(({ sql }) => `${sql};`);
// Columns that versions 4 and 5 added at the end of these tables.
const ofQuestion = `${version >= 4 ? ', NULL' : ''}${version >= 5 ? ', NULL, NULL' : ''}`;
const grounding =
  '{"kind":"book","citations":[{"number":1,"book":{"id":"book-1","title":"География","fileName":"g.pdf"},"section":[],"page":3,"pdfPage":3,"printedPage":"3","start":0,"end":8,"quote":"Душанбе.","highlights":[]}]}';
const ofAnswer = `${version >= 4 ? ', NULL' : ''}${version >= 5 ? `, '${grounding}', NULL` : ''}`;
const ofKey = version >= 6 ? ", 'grounded'" : '';
const ofCorrection = version >= 4 ? ", 'поитахти точикистон кадом шахр'" : '';
const rows = [
  "INSERT INTO facts VALUES ('school-name', 'Мактаби №12');",
  "INSERT INTO classes VALUES (1, 'class-1', '7а', 'ABCDEF', 1, '{\"tutor\":\"hints-first\"}', 1790000000000);",
  "INSERT INTO people VALUES (1, 'administrator-1', 'administrator', 'Директор', 'директор', NULL, NULL, 0, 'Cyrl', 'tg', 1790000000000, NULL);",
  "INSERT INTO people VALUES (2, 'pupil-1', 'pupil', 'Заррина', 'заррина', 1, NULL, 0, 'Cyrl', NULL, 1790000000000, NULL);",
  "INSERT INTO conversations VALUES (1, 'conversation-1', 2, 'client-id-000000001', 'Пойтахт', 2, 1, 1790000000000, 1790000001000);",
  `INSERT INTO messages VALUES (1, 'question-1', 1, NULL, 'user', 'client-id-000000002', 'Пойтахти Тоҷикистон кадом шаҳр аст?', NULL, 'Cyrl', 'complete', NULL, 0, 1790000000000${ofQuestion});`,
  `INSERT INTO messages VALUES (2, 'answer-1', 1, 1, 'assistant', 'answer:client-id-000000002', 'Душанбе.', NULL, 'Cyrl', 'complete', NULL, 0, 1790000001000${ofAnswer});`,
];
if (version >= 2) {
  rows.push(
    `INSERT INTO corrections VALUES (1, 'correction-1', 2, 1, 1, 'Пойтахт Душанбе аст.', '', 1790000002000${ofCorrection});`,
    `INSERT INTO api_keys VALUES (1, 'key-1', 'китобхона', 'sk-abcd', 'hash', '["chat"]', 1790000000000, NULL, NULL${ofKey});`,
  );
}
if (version >= 3) {
  rows.push("INSERT INTO search (rowid, words) VALUES (1, 'пойтахти пойтахт точикистон кадом шахр аст');");
}
if (version >= 4) {
  rows.push(
    'INSERT INTO marks VALUES (2, 1, 1790000003000);',
    "INSERT INTO devices VALUES ('device-hash', 2, 1790000003000);",
  );
}
if (version >= 7) {
  const item =
    '{"id":"own/1","version":1,"status":"approved","subject":"География","grade":8,"topic":null,"source":null,"author":"Директор","question":"Пойтахт?","why":null,"kind":"short-text","answers":["Душанбе"]}';
  const settings =
    '{"order":"same","opensAt":1790000000000,"closesAt":1790003600000,"minutes":20,"chatClosed":true,"results":"at-once"}';
  rows.push(
    `INSERT INTO item VALUES ('own/1', 1, 1, 'approved', 'География', 8, NULL, 'short-text', NULL, '${item}');`,
    'INSERT INTO practice_days VALUES (2, 0, 20717, 1, 1, 1);',
    "INSERT INTO memories VALUES (2, 'own/1', 2.3, 2.1, 1790000004000, 1, 0, 4);",
    "INSERT INTO practice_answers VALUES (1, 2, 'client-id-000000003', 'own/1', 1, 'Душанбе', 'Душанбе', 1, 1.0, 1790000004000);",
    "INSERT INTO assignments VALUES (1, 'work-1', 1, 'client-id-000000004', 'География', NULL, NULL, 1790000004000);",
    `INSERT INTO tests VALUES (1, 'test-1', 1, 'client-id-000000005', 'Санҷиш', '[["own/1",1]]', '${settings}', 1790000004000);`,
    "INSERT INTO sheets VALUES (1, 1, 2, 7, 1000, 0, 'run-1', 500, 0, 1790000005000, 1790000006000, 1790000006000);",
    "INSERT INTO sheet_answers VALUES (1, 1, 'client-id-000000006', 0, 1, 'Душанбе', 'Душанбе', 1, 1.0, 0, 1790000006000);",
  );
}
if (version >= 9) {
  rows.push(
    "INSERT INTO agreed_corrections VALUES (1, 'agreed-1', 'correction-1', 1, 1, 'Кадом шаҳр пойтахт аст?', 'Пойтахт Душанбе аст.', 1790000007000, 0);",
  );
}
if (version >= 10) {
  const plan = readFileSync('src/pilot/study/data/example-study.yaml', 'utf8');
  rows.push(
    `INSERT INTO studies VALUES (1, 'geography-2027', '${JSON.stringify(parse(plan)).replaceAll("'", "''")}', 'hash', 1790000000000, NULL, NULL, '{"study":"geography-2027","budget":2,"exports":[]}');`,
    "INSERT INTO study_tests VALUES (1, 1, 'after', 'A');",
    "INSERT INTO study_pupils VALUES (1, 2, 'A', 1, 3);",
    'INSERT INTO answer_waits VALUES (1, 2, 850, 1790000001000);',
  );
}
const file = join('src/school/database/fixtures', `version-${version}.sql`);
writeFileSync(file, `${[...schema, ...rows, `PRAGMA user_version = ${version};`].join('\n')}\n`, {
  flag: 'wx',
});
store.close();
