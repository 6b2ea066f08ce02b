import { checkpointStage } from '../checkpoint/stage.ts';
import { surgeryStage } from '../checkpoint/surgery-stage.ts';
import type { Stage } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import { corpusStage } from '../corpus/stage.ts';
import { corpusWithdrawalStage } from '../corpus/withdrawal-stage.ts';
import { documentsStage } from '../documents/stage.ts';
import { evaluationStage } from '../evaluation/stage.ts';
import { instructionsStage } from '../instructions/stage.ts';
import { teacherStage } from '../instructions/teacher/stage.ts';
import { recoveryStage } from '../quantisation/recovery/stage.ts';
import { quantisationStage } from '../quantisation/stage.ts';
import { quantisationTableStage } from '../quantisation/table/stage.ts';
import { instructionTokensStage, mergeStage, pretrainingStage, tuningStage } from '../training/stage.ts';
import { tokensStage, vocabularyStage } from '../vocabulary/stage.ts';

/** Every stage of the line, in its order. */
export const stages: readonly Stage[] = [
  documentsStage,
  corpusStage,
  corpusWithdrawalStage,
  instructionsStage,
  teacherStage,
  checkpointStage,
  vocabularyStage,
  surgeryStage,
  tokensStage,
  instructionTokensStage,
  pretrainingStage,
  tuningStage,
  mergeStage,
  evaluationStage,
  recoveryStage,
  quantisationStage,
  quantisationTableStage,
];

/**
 * The stage of a name.
 * @throws BadInputError listing the stages there are.
 */
export function findStage(name: string, file?: string, place?: string): Stage {
  const stage = stages.find((candidate) => candidate.name === name);
  if (stage) return stage;
  throw new BadInputError({
    message: `There is no stage "${name}".`,
    file,
    place,
    remedy: `One of: ${stages.map((candidate) => candidate.name).join(', ')}.`,
  });
}
