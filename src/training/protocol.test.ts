import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { jsonLine } from '../core/json-lines.ts';
import { pythonPath } from '../core/processes/python.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { eventSchema, jobSettings } from './protocol.ts';
import { trainerEnvironment } from './python.ts';
import { trainingSettingsSchema } from './settings.ts';
import { canTrain, tinyJob, trainingTimeoutMs } from './testing/tiny-run.ts';

/** Prints one of every event; then reads the messages on stdin and prints what it understood. */
const script = `
import json, sys
from dataclasses import asdict
from soro_trainer.messages import protocol as p
from soro_trainer.errors import TrainerError
for event in (
    p.Ready({'torch': '2'}, 'cpu', 'float32', 10, 5, 3, 1, 0, 0, 1, 10, 1e9, 1e6), p.SelfTest(1e-7),
    p.Step(1, 2.5, 64, 100.5, 1e-4, 0.7, 0.4), p.ProbeResult(1, 'my_text', 2.5),
    p.Checkpoint(1, '/x', 0.5), p.Finished('stopped', 1, 64, 0), p.Error('BadInputError', 'м', None, 'p', 'r'),
):
    p.write_event(sys.stdout, event)
for line in sys.stdin:
    try:
        message = p.parse_message(line)
        print(message.type, json.dumps(asdict(message)))
    except TrainerError as error:
        print(error.family, error.place)
`;

describe.skipIf(!canTrain())('the protocol', { timeout: trainingTimeoutMs }, () => {
  it('is understood by both sides', async () => {
    const job = await tinyJob(await temporaryFolder(), 'output', {
      epochs: 1.5,
      steps: undefined,
      lora: { rank: 8 },
      probes: { my_text: '/x' },
    });
    const wrong = JSON.stringify({ ...job, settings: { ...job.settings, stepz: 1 } });
    const input = `${jsonLine(job)}${jsonLine({ type: 'stop' })}${wrong}\n`;
    const output = execFileSync(pythonPath(), ['-c', script], {
      env: trainerEnvironment(),
      input,
      encoding: 'utf8',
    });
    const lines = output.trim().split('\n');
    const events = lines.slice(0, 7).map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events.map(({ type }) => type)).toEqual([
      'ready',
      'self-test',
      'step',
      'probe',
      'checkpoint',
      'finished',
      'error',
    ]);
    expect(events[2]).toMatchObject({ tokensPerSecond: 100.5, gradientNorm: 0.7, mfu: 0.4 });
    expect(events[3]).toMatchObject({ text: 'my_text', bitsPerCharacter: 2.5 });
    expect(JSON.parse(lines[7]?.replace(/^job /, '') ?? '')).toMatchObject({
      base: job.base,
      settings: {
        epochs: 1.5,
        steps: null,
        sequence_length: 64,
        embedding_learning_rate: 2e-3,
        lora: { rank: 8, alpha: 32, embeddings: false },
        neftune_alpha: 0,
        probes: { my_text: '/x' },
      },
    });
    expect(lines.slice(8)).toEqual(['stop {}', 'BadInputError settings.stepz']);
  });

  it('has all settings of one side on the other, and defaults on ours alone', () => {
    const code = `
import json
from dataclasses import MISSING, fields
from soro_trainer.messages.protocol import FakeQuantisation, Lora, Settings
from soro_trainer.messages.wire import camel
for kind in (Settings, Lora, FakeQuantisation):
    own = fields(kind)
    defaults = [field.name for field in own if field.default is not MISSING or field.default_factory is not MISSING]
    print(json.dumps({'names': [camel(field.name) for field in own], 'defaults': defaults}))
`;
    const output = execFileSync(pythonPath(), ['-c', code], { env: trainerEnvironment(), encoding: 'utf8' });
    const sides = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(sides.flatMap(({ defaults }) => defaults)).toEqual([]);
    const parsed = trainingSettingsSchema.parse({ steps: 1, lora: {} });
    const ours = jobSettings(parsed, { matrices: 'q4_0', embedding: 'q4_0' });
    for (const [side, keys] of [ours, ours.lora, ours.fakeQuantisation].entries())
      expect(new Set(sides[side].names)).toEqual(new Set(Object.keys(keys ?? {})));
  });
});
