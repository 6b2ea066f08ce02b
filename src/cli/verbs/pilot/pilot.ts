import { Command } from 'commander';
import { analyseCommand, checkCommand } from './analyse.ts';
import { consentCommand } from './consent.ts';
import { exportCommand } from './export.ts';
import { planCommand } from './plan.ts';
import { powerCommand } from './power.ts';
import { rosterCommand } from './roster.ts';
import { xapiCommand } from './xapi.ts';

/** `soro pilot`: what a study of classes can show, its fixed plan, its analysis. */
export function pilotCommand(): Command {
  return new Command('pilot')
    .summary('a study of whether anybody learned more')
    .description(
      'Plans and analyses a study of classes or schools by arm: says first what it can show (docs/pilot.md).',
    )
    .addCommand(powerCommand())
    .addCommand(planCommand())
    .addCommand(consentCommand())
    .addCommand(checkCommand())
    .addCommand(analyseCommand())
    .addCommand(exportCommand())
    .addCommand(rosterCommand())
    .addCommand(xapiCommand());
}
