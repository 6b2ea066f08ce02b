import type { Command } from 'commander';
import { instructionsStage } from '../../../instructions/stage.ts';
import { teacherStage } from '../../../instructions/teacher/stage.ts';
import { stageCommand } from '../../stage-command.ts';

/** `soro instruct`: sources and corpus → examples; `soro instruct ask`: more of them from a teacher model. */
export function instructCommand(): Command {
  const command = stageCommand({
    verb: 'instruct',
    stage: instructionsStage,
    summary: 'build teacher-style examples for instruction tuning, each with its provenance',
    examples: [
      'soro instruct --examples 2000 --to work/try/instructions',
      "soro instruct --sources '{form: dialogues, file: data/instructions/dialogues.jsonl, name: Soro dialogues, licence: Apache-2.0}' --to work/try/instructions",
      'soro instruct ask --teacher http://127.0.0.1:8080/v1 --model NAME --licence "its terms" --to work/try/asked',
    ],
  });
  // The flags that building needs are not those of asking.
  command.enablePositionalOptions().hook('preSubcommand', () => {
    for (const option of command.options) option.makeOptionMandatory(false);
  });
  const ask = stageCommand({
    verb: 'ask',
    isNested: true,
    stage: teacherStage,
    summary: 'let a teacher model write examples and a judge score them; a stopped run continues',
    examples: [
      'soro instruct ask --teacher http://127.0.0.1:8080/v1 --model NAME --licence "its terms" --examples 200 --to work/try/asked',
    ],
  });
  return command.addCommand(ask);
}
