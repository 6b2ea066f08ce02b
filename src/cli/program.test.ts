import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram, runProgram } from './program.ts';

async function run(...argv: string[]): Promise<{ code: number; errors: string; output: string }> {
  let errors = '';
  let output = '';
  const program = await createProgram();
  quiet(program);
  const code = await runProgram(
    argv,
    (text) => {
      errors += text;
    },
    program,
  );
  return { code, errors, output };

  function quiet(command: Command): void {
    command.configureOutput({
      writeOut: (text) => {
        output += text;
      },
      writeErr: (text) => {
        errors += text;
      },
    });
    for (const subcommand of command.commands) quiet(subcommand);
  }
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

describe('the command line', () => {
  it('has every verb of the line of stages', async () => {
    const verbs = (await createProgram()).commands.map((command) => command.name());
    for (const verb of [
      'make',
      'documents',
      'corpus',
      'vocabulary',
      'train',
      'evaluate',
      'quantise',
      'chat',
      'serve',
      'inspect',
      'doctor',
    ]) {
      expect(verbs).toContain(verb);
    }
  });

  it('loads the chat server without the stages', async () => {
    expect((await createProgram('serve')).commands.map((command) => command.name())).toEqual(['serve']);
    expect((await createProgram('stages')).commands.length).toBeGreaterThan(1);
  });

  it('explains every verb with a description, and every verb that runs with an example', async () => {
    for (const command of everyCommand(await createProgram())) {
      expect(command.description(), command.name()).not.toBe('');
      if (command.commands.length > 0) continue;
      let help = '';
      command.configureOutput({
        writeOut: (text) => {
          help += text;
        },
      });
      command.outputHelp();
      expect(help, command.name()).toContain('Examples:');
      expect(help, command.name()).toMatch(/\$ (?:.* \| )?soro /);
    }
  });

  it('answers --help with 0, a wrong flag or verb with 2 and its name', async () => {
    expect((await run('corpus', '--help')).code).toBe(0);
    const wrong = await run('make', '--no-such-flag');
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toContain('--no-such-flag');
    expect((await run('korpus')).code).toBe(2);
  });

  it('answers bad input with 2 and an error that says where and what to do', async () => {
    const { code, errors } = await run('--log', 'json', 'make', 'recipes/absent.yaml');
    expect(code).toBe(2);
    expect(errors).toContain('recipes/absent.yaml');
    expect(errors).toContain('remedy:');
  });

  it('refuses a wrong value of a global option', async () => {
    const { code, errors } = await run('--log', 'loud', 'make', 'recipes/demo.yaml', '--plan');
    expect(code).toBe(2);
    expect(errors).toContain('log');
  });
});
