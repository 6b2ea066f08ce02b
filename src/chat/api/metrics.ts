import type { Engine } from '../types.ts';

const firstTextBounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Counts what the API does, and tells it with the engine's state in Prometheus' text format. */
export class Metrics {
  readonly #answers = new Map<string, number>();
  readonly #firstText = firstTextBounds.map(() => 0);
  #firstTextCount = 0;
  #firstTextSeconds = 0;

  /** One HTTP answer. `route` is a pattern, never a path that somebody typed. */
  answered(route: string, status: number): void {
    const labels = `route="${route}",status="${status}"`;
    this.#answers.set(labels, (this.#answers.get(labels) ?? 0) + 1);
  }

  /** Time from a request to the first text of its answer. */
  firstText(seconds: number): void {
    this.#firstTextCount += 1;
    this.#firstTextSeconds += seconds;
    for (const [index, bound] of firstTextBounds.entries()) {
      if (seconds <= bound) this.#firstText[index] = (this.#firstText[index] ?? 0) + 1;
    }
  }

  text(engine: Engine): string {
    const state = engine.state();
    const { totals } = state;
    return [
      ...metric('soro_http_requests_total', 'counter', 'HTTP answers by route and status.', [
        ...this.#answers,
      ]),
      ...metric('soro_ready', 'gauge', 'Whether the model can answer.', [['', Number(state.ready)]]),
      ...metric('soro_places', 'gauge', 'Answers that can be written at the same time.', [
        ['', state.places],
      ]),
      ...metric('soro_running', 'gauge', 'Answers being written.', [['', state.running.length]]),
      ...metric('soro_waiting', 'gauge', 'Requests waiting for a place.', [['', state.waiting.length]]),
      ...metric('soro_engine_restarts_total', 'counter', 'Times that the engine was started again.', [
        ['', state.restarts],
      ]),
      ...metric('soro_resident_bytes', 'gauge', 'Resident memory by process.', [
        ['process="server"', process.memoryUsage.rss()],
        ['process="engine"', state.residentBytes],
      ]),
      ...metric('soro_answers_total', 'counter', 'Requests by their end.', [
        ['end="answered"', totals.answers],
        ['end="refused"', totals.refused],
        ['end="cancelled"', totals.cancelled],
      ]),
      ...metric('soro_tokens_total', 'counter', 'Tokens of finished answers.', [
        ['kind="prompt"', totals.promptTokens],
        ['kind="reused"', totals.reusedTokens],
        ['kind="completion"', totals.completionTokens],
      ]),
      ...metric('soro_wait_seconds_total', 'counter', 'Seconds that requests waited for a place.', [
        ['', totals.waitSeconds],
      ]),
      ...(totals.waitErrorSeconds === undefined
        ? []
        : metric('soro_wait_error_seconds', 'gauge', 'Median error of the announced wait.', [
            ['', totals.waitErrorSeconds],
          ])),
      ...this.#histogram(),
      '',
    ].join('\n');
  }

  #histogram(): string[] {
    const name = 'soro_first_text_seconds';
    return [
      `# HELP ${name} Time from a request to the first text of its answer.`,
      `# TYPE ${name} histogram`,
      ...firstTextBounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${this.#firstText[index]}`),
      `${name}_bucket{le="+Inf"} ${this.#firstTextCount}`,
      `${name}_sum ${this.#firstTextSeconds}`,
      `${name}_count ${this.#firstTextCount}`,
    ];
  }
}

function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  samples: readonly (readonly [labels: string, value: number])[],
): string[] {
  const lines = samples.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}
