import { parseArgs } from 'node:util';
import { fuzzRequests } from '../../tests/support/requests/fuzz-requests.ts';

// Random requests over HTTP to every route of a school's server. `npm run bench request-fuzz`, or
// `node bench/serving/request-fuzz.ts --count 5000 --seed 2`.

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(values.count);
const begun = performance.now();
const report = await fuzzRequests({
  count,
  seed: Number(values.seed),
  onProgress: (done) => {
    if (done % Math.max(1, Math.floor(count / 20)) === 0) process.stderr.write(`${done} of ${count}\n`);
  },
});
const seconds = Math.round((performance.now() - begun) / 1000);
const megabytes = (bytes: number) => Math.round(bytes / 1e6);
console.log(`requests ${report.requests} in ${seconds} s, failures ${report.failures.length}`);
console.log(`statuses ${JSON.stringify(report.statuses)}`);
console.log(
  `sessions and keys still good ${report.alive} of ${report.callers}, lines in the log ${report.warnings.length}`,
);
console.log(
  `memory after a tenth ${megabytes(report.residentBytes.early)} MB, at the end ${megabytes(report.residentBytes.late)} MB`,
);
for (const line of [...report.failures.slice(0, 20), ...report.warnings.slice(0, 10)])
  console.log(`  ${line}`);
process.exitCode = report.failures.length > 0 ? 1 : 0;
