import { execFile } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { assembleEmbeddedModel } from '../checkpoint/index.ts';
import { projectFolder, sharedFolder } from '../core/configuration.ts';
import { SoroError } from '../core/errors.ts';
import { exists, freeBytesAt } from '../core/files.ts';
import { pythonPath } from '../core/processes/python.ts';
import { probeLibllama } from '../llama/index.ts';

/** One thing that was checked. `missing` stops the chat; `optional` limits what else can be done. */
export interface Finding {
  readonly subject: string;
  readonly state: 'good' | 'missing' | 'optional';
  readonly detail: string;
  /** What to type or change. */
  readonly remedy?: string;
}

/** The memory that the server and a desktop need with the embedded model. */
const neededMemoryBytes = 1.5e9;
const neededDiskBytes = 1e9;

/** Checks this machine, in the order in which a newcomer meets the parts. */
export async function findings(signal: AbortSignal): Promise<Finding[]> {
  return [
    { subject: 'Node', state: 'good', detail: process.version },
    checkMemory(),
    await checkDisk(),
    await checkInference(signal),
    await checkPage(),
    await checkModel(signal),
    await checkPython(),
    await checkRay(),
    await checkShared(),
  ];
}

function checkMemory(): Finding {
  const detail = `${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(1)} GB memory`;
  if (totalmem() >= neededMemoryBytes) return { subject: 'Machine', state: 'good', detail };
  return {
    subject: 'Machine',
    state: 'missing',
    detail,
    remedy: 'the chat needs 1.5 GB of memory; use another machine',
  };
}

async function checkDisk(): Promise<Finding> {
  const freeBytes = await freeBytesAt(projectFolder);
  const detail = `${(freeBytes / 1e9).toFixed(0)} GB free in ${projectFolder}`;
  if (freeBytes >= neededDiskBytes) return { subject: 'Disk', state: 'good', detail };
  return { subject: 'Disk', state: 'missing', detail, remedy: 'free 1 GB (training needs more)' };
}

/** Opens the library that serves models, as serving does. */
async function checkInference(signal: AbortSignal): Promise<Finding> {
  const subject = 'llama.cpp';
  try {
    const { version } = await probeLibllama(signal);
    return { subject, state: 'good', detail: `${version}, prebuilt for ${process.platform}-${process.arch}` };
  } catch (error) {
    if (!(error instanceof SoroError)) throw error;
    return { subject, state: 'missing', detail: error.message, remedy: error.remedy };
  }
}

async function checkPage(): Promise<Finding> {
  if (await exists(join(projectFolder, 'web/dist/index.html'))) {
    return { subject: 'Page', state: 'good', detail: 'built' };
  }
  return { subject: 'Page', state: 'missing', detail: 'not built', remedy: 'npm run setup' };
}

async function checkModel(signal: AbortSignal): Promise<Finding> {
  const subject = 'Embedded model';
  try {
    return { subject, state: 'good', detail: await assembleEmbeddedModel({ signal }) };
  } catch (error) {
    if (!(error instanceof SoroError)) throw error;
    return {
      subject,
      state: 'missing',
      detail: `${error.message} ${error.file ?? ''}`,
      remedy: error.remedy,
    };
  }
}

async function checkPython(): Promise<Finding> {
  const subject = 'Training';
  const python = pythonPath();
  const remedy = 'npm run setup -- --for training (about 5 GB; only for training and tests)';
  if (!(await exists(python))) return { subject, state: 'optional', detail: 'no .venv', remedy };
  const code =
    'import torch, transformers; print(torch.__version__, transformers.__version__, torch.cuda.device_count())';
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', code]);
    const [torch, transformers, devices] = stdout.trim().split(' ');
    const gpus = devices === '0' ? 'no GPU' : `${devices} GPU`;
    return { subject, state: 'good', detail: `torch ${torch}, transformers ${transformers}, ${gpus}` };
  } catch {
    return { subject, state: 'optional', detail: '.venv is incomplete', remedy };
  }
}

async function checkRay(): Promise<Finding> {
  const subject = 'Ray';
  if (await exists(join(dirname(pythonPath()), 'ray')))
    return { subject, state: 'good', detail: 'installed' };
  const remedy = 'npm run setup -- --for ray (290 MB; only for --executor ray)';
  return { subject, state: 'optional', detail: 'not installed', remedy };
}

async function checkShared(): Promise<Finding> {
  const folder = sharedFolder();
  if (await exists(folder)) return { subject: 'Shared data', state: 'good', detail: folder };
  return {
    subject: 'Shared data',
    state: 'optional',
    detail: `${folder} is not there; only some tests and recipes need it`,
    remedy: 'set SORO_SHARED to its folder, if you have it',
  };
}
