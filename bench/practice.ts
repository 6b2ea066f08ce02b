// Agreement of the practice graders with labelled answers, by half. `npm run bench practice`
import { join } from 'node:path';
import { projectFolder } from '../src/core/configuration.ts';
import { gradeTyped } from '../src/practice/grading/grade-typed.ts';
import { labelledFiles, readLabelled } from '../src/practice/grading/labelled/read-labelled.ts';

const folder = join(projectFolder, 'src/practice/grading/labelled');
for (const name of labelledFiles) {
  const answers = readLabelled(join(folder, name));
  const other = answers.filter(({ item, typed, isRight }) => gradeTyped(item, typed).isRight !== isRight);
  const share = (100 * (answers.length - other.length)) / answers.length;
  console.log(`${name}: ${answers.length} answers, agreement ${share.toFixed(2)} %`);
  for (const { line, typed } of other) console.log(`  line ${line}: ${typed}`);
}
