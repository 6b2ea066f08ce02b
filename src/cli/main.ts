import { runProgram } from './program.ts';

// Whoever reads may stop early (`soro … --help | head`): the rest is told to nobody, and the work continues.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runProgram(process.argv.slice(2), (text) => process.stderr.write(text));
