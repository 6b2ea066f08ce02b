import { z } from 'zod';
import machinesFile from './machines.json' with { type: 'json' };

const machineSchema = z.strictObject({
  title: z.string(),
  /** Of one device. */
  memoryGiB: z.number().positive(),
  /** The most that one server holds. */
  devices: z.int().positive(),
  /** Dense, of one device; a precision that is absent has no instructions. */
  peakTeraflops: z.strictObject({
    bfloat16: z.number().positive().optional(),
    float32: z.number().positive(),
  }),
  /** Share of the peak that training reaches: an assumption, except where the source says measured. */
  utilisation: z.number().positive().max(1),
  source: z.string(),
});

/** What a machine can do. */
export type Machine = z.output<typeof machineSchema>;

/** The machines that an estimate can be asked for, by name. */
export const machines: Readonly<Record<string, Machine>> = z
  .record(z.string(), machineSchema)
  .parse(machinesFile);
