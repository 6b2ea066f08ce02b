// A school's server without a model, to be measured: `node server.ts FOLDER`. Prints its address.
import { fakeEngine } from '../../../src/chat/index.ts';
import { silentProgress } from '../../../src/core/progress.ts';
import { startSchool } from '../../../src/school/index.ts';

const [data = ''] = process.argv.slice(2);
const school = await startSchool({
  engine: fakeEngine(['Намедонам.']),
  data,
  port: 0,
  announce: false,
  progress: silentProgress,
});
process.stdout.write(`${school.address}\n`);
process.on('SIGTERM', () => void school.close());
