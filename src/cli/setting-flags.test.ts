import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addSettingFlags, flagName, readSettingFlags } from './setting-flags.ts';

const schema = z.strictObject({
  from: z.array(z.string()).describe('files to read'),
  minimumWords: z.number().default(20),
  precision: z.enum(['float32', 'bfloat16']).default('float32'),
  code: z.string().optional(),
});

function parse(...argv: string[]): Record<string, unknown> {
  const command = new Command().exitOverride();
  addSettingFlags(command, schema);
  command.parse(argv, { from: 'user' });
  return readSettingFlags(command.opts(), schema);
}

describe('setting flags', () => {
  it('carry the names of the settings', () => {
    expect(flagName('minimumWords')).toBe('minimum-words');
  });

  it('read numbers as numbers, lists as lists and text as text', () => {
    expect(parse('--from', 'a.txt', 'b.txt', '--minimum-words', '5', '--code', '007')).toEqual({
      from: ['a.txt', 'b.txt'],
      minimumWords: 5,
      code: '007',
    });
  });

  it('leave out what is not given, so that the schema fills in its defaults', () => {
    expect(schema.parse(parse('--from', 'a'))).toEqual({
      from: ['a'],
      minimumWords: 20,
      precision: 'float32',
    });
  });

  it('show descriptions, choices and defaults in the help text', () => {
    const command = new Command();
    addSettingFlags(command, schema);
    const help = command.helpInformation();
    expect(help).toContain('files to read');
    expect(help).toContain('default: 20');
    expect(help).toContain('one of: float32, bfloat16');
  });
});
