// FP8 export of a checkpoint of random weights beside compressed-tensors' own arithmetic in PyTorch:
// seconds, MB/s of bfloat16 read, peak memory. SORO_BENCH_SIZE=4b needs 13 GB of disk.
// SORO_PEER_PYTHON: a Python with torch, safetensors and compressed-tensors; without it the peer is left out.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gemma3Size, gemma3Shapes, modelTensors } from '../../src/checkpoint/index.ts';
import { exportCompressedTensors } from '../../src/quantisation/compressed-tensors/export.ts';

const [, , command, from, to] = process.argv;
if (command === 'export' && from && to) {
  const began = performance.now();
  await exportCompressedTensors(from, to, { scheme: { name: 'fp8' } });
  report('Soro', (performance.now() - began) / 1000, process.resourceUsage().maxRSS * 1024);
} else {
  await compare((process.env.SORO_BENCH_SIZE ?? '270m') as Gemma3Size);
}

async function compare(size: Gemma3Size): Promise<void> {
  const folder = await mkdtemp(join(process.env.SORO_BENCH_FOLDER ?? tmpdir(), 'soro-bench-'));
  try {
    const checkpoint = join(folder, 'checkpoint');
    const weights = await writeRandomCheckpoint(checkpoint, size);
    console.log(
      `${size}: ${(weights / 1e9).toFixed(2)} G weights, ${((weights * 2) / 1e6).toFixed(0)} MB as bfloat16`,
    );
    const target = join(folder, 'fp8');
    await mkdir(target);
    const own = execFileSync(
      process.execPath,
      [...process.execArgv, import.meta.filename, 'export', checkpoint, target],
      {
        encoding: 'utf8',
      },
    );
    printSpeed(own, weights);
    await rm(target, { recursive: true });
    const python = process.env.SORO_PEER_PYTHON;
    if (!python) {
      console.log('compressed-tensors is left out: name a Python that has it in SORO_PEER_PYTHON.');
      return;
    }
    const script = join(import.meta.dirname, 'compressed-tensors-peer.py');
    const peer = spawnSync(python, [script, checkpoint, join(folder, 'peer.safetensors')], {
      encoding: 'utf8',
    });
    if (peer.status === 0) printSpeed(peer.stdout, weights);
    else console.log(`compressed-tensors failed: ${peer.stderr.trim().split('\n').at(-1)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(name: string, seconds: number, memoryBytes: number): void {
  console.log(JSON.stringify({ name, seconds, memoryBytes }));
}

function printSpeed(output: string, weights: number): void {
  const { name, seconds, memoryBytes } = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
  const speed = (weights * 2) / 1e6 / seconds;
  console.log(
    `${String(name).padEnd(20)} ${seconds.toFixed(1)} s, ${speed.toFixed(0)} MB/s, at most ${(memoryBytes / 1e9).toFixed(2)} GB resident`,
  );
}

/** Random bfloat16 weights around 2⁻⁶, one block of them again and again: only their shapes matter here. */
async function writeRandomCheckpoint(folder: string, size: Gemma3Size): Promise<number> {
  await mkdir(folder, { recursive: true });
  const shape = gemma3Shapes[size];
  const config = {
    model_type: 'gemma3_text',
    vocab_size: shape.vocabularySize,
    hidden_size: shape.hiddenSize,
    intermediate_size: shape.intermediateSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.attentionHeads,
    num_key_value_heads: shape.keyValueHeads,
    head_dim: shape.headDimension,
    query_pre_attn_scalar: shape.queryScale,
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const block = new Uint16Array(1 << 22);
  for (let index = 0; index < block.length; index += 1) {
    // A random sign and mantissa, an exponent of 2⁻⁹ … 2⁻⁶.
    block[index] =
      (Math.random() < 0.5 ? 0x8000 : 0) |
      ((118 + Math.floor(Math.random() * 4)) << 7) |
      Math.floor(Math.random() * 128);
  }
  const bytes = new Uint8Array(block.buffer);
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let end = 0;
  for (const { checkpointName, dimensions } of modelTensors(shape)) {
    const start = end;
    end += dimensions.reduce((product, length) => product * length, 2);
    header[checkpointName] = { dtype: 'BF16', shape: dimensions, data_offsets: [start, end] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const handle = await open(join(folder, 'model.safetensors'), 'wx');
  await handle.writeFile(Buffer.concat([length, text]));
  for (let left = end; left > 0; left -= bytes.length)
    await handle.writeFile(bytes.subarray(0, Math.min(left, bytes.length)));
  await handle.close();
  return end / 2;
}
