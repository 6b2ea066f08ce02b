import { Command } from 'commander';
import { checkpointStage } from '../../../checkpoint/stage.ts';
import { surgeryStage } from '../../../checkpoint/surgery-stage.ts';
import { documentsStage } from '../../../documents/stage.ts';
import { recoveryStage } from '../../../quantisation/recovery/stage.ts';
import { quantisationStage } from '../../../quantisation/stage.ts';
import { quantisationTableStage } from '../../../quantisation/table/stage.ts';
import {
  instructionTokensStage,
  mergeStage,
  pretrainingStage,
  tuningStage,
} from '../../../training/stage.ts';
import { tokensStage, vocabularyStage } from '../../../vocabulary/stage.ts';
import { stageCommand } from '../../stage-command.ts';
import { corpusCommand } from './corpus.ts';
import { estimateCommand } from './estimate.ts';
import { evaluateCommand } from './evaluate.ts';
import { instructCommand } from './instruct.ts';

/** One verb for each stage that writes an artefact. */
export function stageCommands(): Command[] {
  return [
    stageCommand({
      verb: 'documents',
      stage: documentsStage,
      summary: 'read files, web archives and data sets into document records with source and licence',
      examples: [
        'soro documents --from data/sample --to work/try/documents',
        'soro documents --from crawl/*.warc.gz --source-name "My crawl" --licence CC0-1.0 --kind web --to work/try/documents',
        'soro documents --from hub:HuggingFaceFW/fineweb-2@main/tgk_Cyrl --to work/try/documents',
      ],
    }),
    corpusCommand(),
    instructCommand(),
    stageCommand({
      verb: 'checkpoint',
      stage: checkpointStage,
      summary: 'import a model (GGUF, Hugging Face folder, or the embedded one) for training',
      examples: [
        'soro checkpoint --from embedded --to work/try/base',
        'soro checkpoint --from gemma-3-270m.gguf --precision bfloat16 --to work/try/base',
      ],
    }),
    stageCommand({
      verb: 'vocabulary',
      stage: vocabularyStage,
      summary: "check a checkpoint's tokeniser, trim and extend it, and report what a Tajik word costs in it",
      examples: [
        'soro vocabulary --checkpoint work/try/base --corpus work/try/corpus --to work/try/vocabulary',
        "soro vocabulary --checkpoint work/try/base --corpus work/try/corpus --trim '{scripts: {Cyrillic: all, Latin: {rank: 26000}}}' --extend '{tokens: 10000}' --to work/try/vocabulary",
      ],
    }),
    stageCommand({
      verb: 'surgery',
      stage: surgeryStage,
      summary: 'give a checkpoint the embedding of a trimmed or extended vocabulary',
      examples: [
        'soro surgery --checkpoint work/try/base --vocabulary work/try/vocabulary --to work/try/start',
        'soro surgery --checkpoint work/lab/base --vocabulary work/lab/vocabulary --initialisation persian --tokens work/lab/tokens --spared work/lab/replay --to work/lab/start',
      ],
    }),
    stageCommand({
      verb: 'tokens',
      stage: tokensStage,
      summary: 'pack the training part of a corpus into token shards',
      examples: [
        'soro tokens --corpus work/try/corpus --vocabulary work/try/vocabulary --to work/try/tokens',
      ],
    }),
    trainCommand(),
    stageCommand({
      verb: 'merge',
      stage: mergeStage,
      summary: 'one checkpoint of several: keep a part of what training changed, or average checkpoints',
      examples: [
        "soro merge --base work/try/start --input trained=work/try/pretrained --weights '{trained: {embeddings: 1, body: 0.6}}' --to work/try/merged",
        'soro merge --input first=work/try/one second=work/try/two --to work/try/mean',
      ],
    }),
    evaluateCommand(),
    quantiseCommand(),
  ];
}

function quantiseCommand(): Command {
  const quantise = stageCommand({
    verb: 'quantise',
    stage: quantisationStage,
    summary: 'make a small model file of a checkpoint',
    examples: [
      'soro quantise --checkpoint work/try/tuned --type q5_1 --to work/try/model',
      'soro quantise --checkpoint work/try/tuned --type iq4_nl --calibration lessons.txt --to work/try/model',
      'soro quantise --checkpoint work/try/tuned --budget 80MB --calibration lessons.txt --to work/try/model',
      'soro quantise --checkpoint work/try/tuned --type fp8 --to work/try/for-vllm',
    ],
  });
  quantise.addCommand(
    stageCommand({
      verb: 'table',
      stage: quantisationTableStage,
      summary: 'make many variants and measure each against the unquantised model',
      examples: [
        "soro quantise table --checkpoint work/try/tuned --texts '{tg-news: news.txt, ru: ru.txt, en: en.txt}' --tajik-calibration lessons.txt --english-calibration en.txt --to work/try/table",
      ],
      isNested: true,
    }),
  );
  quantise.addCommand(
    stageCommand({
      verb: 'recover',
      stage: recoveryStage,
      summary: 'train a checkpoint to bear its quantisation (needs Python)',
      examples: [
        'soro quantise recover --checkpoint work/try/tuned --tokens work/try/tokens --type q4_0 --steps 200 --to work/try/recovered',
      ],
      isNested: true,
    }),
  );
  return quantise;
}

function trainCommand(): Command {
  const train = new Command('train')
    .summary('continual pretraining and instruction tuning')
    .description('Trains a checkpoint (needs Python: `npm run setup -- --for training`).');
  train.addCommand(
    stageCommand({
      verb: 'instruction-tokens',
      stage: instructionTokensStage,
      summary: 'render dialogues with the chat template; only the answers count for the loss',
      examples: [
        'soro train instruction-tokens --base work/try/base --from data/instructions/dialogues.jsonl --to work/try/dialogues',
      ],
    }),
  );
  train.addCommand(
    stageCommand({
      verb: 'pretraining',
      stage: pretrainingStage,
      summary: 'continual pretraining on packed text',
      examples: [
        'soro train pretraining --base work/try/base --tokens work/try/tokens --steps 200 --to work/try/pretrained',
      ],
    }),
  );
  train.addCommand(
    stageCommand({
      verb: 'tuning',
      stage: tuningStage,
      summary: "instruction tuning: loss on the assistant's tokens only",
      examples: [
        'soro train tuning --base work/try/pretrained --tokens work/try/dialogues --to work/try/tuned',
      ],
    }),
  );
  train.addCommand(estimateCommand());
  return train;
}
