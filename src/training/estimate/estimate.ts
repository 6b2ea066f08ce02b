import { z } from 'zod';
import {
  type Gemma3Shape,
  gemma3Shapes,
  parameterCount,
  readCheckpointConfig,
} from '../../checkpoint/index.ts';
import { MachineError } from '../../core/errors.ts';
import { keysOf } from '../../core/known.ts';
import { muonIsForMatrices, trainingSettingsSchema } from '../settings.ts';
import { type Machine, machines } from './machines.ts';
import { estimateMemory, type MemoryEstimate, type MemorySettings, trainedParameters } from './memory.ts';
import { tokensPerSecond } from './time.ts';

const sizes = keysOf(gemma3Shapes);
const training = trainingSettingsSchema.shape;

/** What is to be estimated; the settings of a training mean what they mean there. */
export const estimateSettings = z
  .strictObject({
    size: z.enum(sizes).optional().describe('a released size; or give base'),
    base: z.string().optional().describe('folder of the checkpoint to be trained, instead of size'),
    vocabularySize: z
      .int()
      .positive()
      .optional()
      .describe('tokens after trimming, where it is not the base’s own'),
    machine: z.enum(keysOf(machines)).optional().describe('name of a machine; all of them when not given'),
    tokens: z.number().positive().default(1e9).describe('tokens to be trained on'),
    pricePerHour: z
      .number()
      .nonnegative()
      .optional()
      .describe('of one device, in any currency; gives the cost'),
    precision: z.enum(['bfloat16', 'float32']).optional().describe('bfloat16 where the machine has it'),
    sequenceLength: training.sequenceLength,
    batchSize: training.batchSize,
    accumulation: training.accumulation,
    optimiser: training.optimiser,
    lora: training.lora,
    gradientCheckpointing: training.gradientCheckpointing,
    processes: training.processes,
    replayShare: training.replayShare,
    teacher: z
      .boolean()
      .default(false)
      .describe('learning from a teacher of the same size, in the replayed share or everywhere'),
  })
  .refine(muonIsForMatrices.check, muonIsForMatrices.error);

export type EstimateSettings = z.output<typeof estimateSettings>;

/** What a training would take on one machine. */
export interface Estimate {
  readonly name: string;
  readonly machine: Machine;
  readonly precision: 'bfloat16' | 'float32';
  readonly parameters: number;
  readonly trained: number;
  readonly memory: MemoryEstimate;
  readonly fits: boolean;
  /** Settings with which it would fit, the smallest change first; empty when it fits or nothing helps. */
  readonly wouldFit: readonly string[];
  readonly tokensPerSecond: number;
  readonly hours: number;
  /** Devices × hours × price. */
  readonly cost: number | undefined;
}

/** The shape that the settings name. @throws BadInputError when the base is no checkpoint. */
export async function shapeOfSettings({
  size,
  base,
  vocabularySize,
}: EstimateSettings): Promise<Gemma3Shape> {
  const shape = base === undefined ? gemma3Shapes[size ?? '270m'] : (await readCheckpointConfig(base)).shape;
  return vocabularySize === undefined ? shape : { ...shape, vocabularySize };
}

/** Time, memory and cost on the named machine, or on every one. */
export function estimateTraining(shape: Gemma3Shape, settings: EstimateSettings): Estimate[] {
  return Object.entries(machines)
    .filter(([name]) => settings.machine === undefined || settings.machine === name)
    .map(([name, machine]) => estimateOn(name, machine, shape, settings));
}

function estimateOn(
  name: string,
  machine: Machine,
  shape: Gemma3Shape,
  settings: EstimateSettings,
): Estimate {
  const precision =
    settings.precision ?? (machine.peakTeraflops.bfloat16 === undefined ? 'float32' : 'bfloat16');
  const memory = estimateMemory(shape, precision, settings);
  const fits = fitsOn(machine, memory);
  const speed = tokensPerSecond(shape, machine, precision, settings);
  const hours = settings.tokens / speed / 3600;
  return {
    name,
    machine,
    precision,
    parameters: parameterCount(shape),
    trained: trainedParameters(shape, settings.lora),
    memory,
    fits,
    wouldFit: fits ? [] : whatWouldFit(machine, shape, precision, settings),
    tokensPerSecond: speed,
    hours,
    cost:
      settings.pricePerHour === undefined ? undefined : hours * settings.processes * settings.pricePerHour,
  };
}

function fitsOn(machine: Machine, { total }: MemoryEstimate): boolean {
  return total <= machine.memoryGiB * 2 ** 30;
}

/** Tries what costs least first: smaller batches and checkpointing, adapters, more devices. */
function whatWouldFit(
  machine: Machine,
  shape: Gemma3Shape,
  precision: 'bfloat16' | 'float32',
  settings: MemorySettings,
): string[] {
  const adapters = settings.lora ?? training.lora.unwrap().parse({});
  const adapted = { ...settings, lora: adapters, optimiser: undefined };
  const small = { batchSize: settings.processes, gradientCheckpointing: true };
  const tries: [string, MemorySettings][] = [
    ['optimiser: muon', { ...settings, optimiser: settings.lora ? undefined : 'muon' }],
    ['gradientCheckpointing: true', { ...settings, gradientCheckpointing: true }],
    [`batchSize: ${settings.processes}`, { ...settings, batchSize: settings.processes }],
    [`gradientCheckpointing: true with batchSize: ${settings.processes}`, { ...settings, ...small }],
    ['lora: {} (adapters of rank 16)', adapted],
    ['lora: {}, gradientCheckpointing: true, batchSize: 1', { ...adapted, ...small }],
    ...[2, 4, 8, 16, 32, 64]
      .filter((processes) => processes > settings.processes && processes <= machine.devices)
      .map((processes): [string, MemorySettings] => [
        `processes: ${processes}, gradientCheckpointing: true`,
        {
          ...settings,
          processes,
          gradientCheckpointing: true,
          batchSize: Math.max(settings.batchSize, processes),
        },
      ]),
  ];
  return tries
    .filter(([, changed]) => fitsOn(machine, estimateMemory(shape, precision, changed)))
    .map(([name]) => name);
}

/**
 * Refuses a training that does not fit into the machine it was asked for.
 * @throws MachineError with what it needs and what would fit.
 */
export function requireFit(estimates: readonly Estimate[]): void {
  if (estimates.some(({ fits }) => fits)) return;
  const [first] = estimates;
  if (!first) return;
  const { machine, memory, wouldFit } = first;
  const others = Object.values(machines)
    .filter(fitsElsewhere)
    .map(({ title }) => title);
  throw new MachineError({
    message: `This training needs ${gibibytes(memory.total)} on each device; ${machine.title} has ${gibibytes(machine.memoryGiB * 2 ** 30)}.`,
    place: estimates.length === 1 ? first.name : 'machine',
    remedy:
      wouldFit.length > 0
        ? `It would fit with ${wouldFit.slice(0, 4).join('; or with ')}.`
        : `Nothing fits here: take a larger machine${others.length > 0 ? ` (${others.join(', ')})` : ' or a smaller model'}.`,
  });

  function fitsElsewhere(other: Machine): boolean {
    return fitsOn(other, memory);
  }
}

/** `1.4 GiB` */
export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(bytes < 10 * 2 ** 30 ? 1 : 0)} GiB`;
}
