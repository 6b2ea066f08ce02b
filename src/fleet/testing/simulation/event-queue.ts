/**
 * Events in the order of their time; those of the same time in an order that is the same each time. Two lists: millions of
 * pairs would be much to clear away.
 */
export class EventQueue<Event> {
  readonly #times: number[] = [];
  readonly #events: Event[] = [];

  put(at: number, event: Event): void {
    const [times, events] = [this.#times, this.#events];
    let place = times.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const [time, other] = [times[above], events[above]];
      if (time === undefined || other === undefined || at >= time) break;
      times[place] = time;
      events[place] = other;
      place = above;
    }
    times[place] = at;
    events[place] = event;
  }

  /** The time of the next event; undefined when there is none. */
  get nextAt(): number | undefined {
    return this.#times[0];
  }

  /** The next event. @throws Error (a defect) when there is none. */
  take(): Event {
    const [times, events] = [this.#times, this.#events];
    const first = events[0];
    const at = times.pop();
    const moved = events.pop();
    if (first === undefined || at === undefined || moved === undefined) throw new Error('There is no event.');
    if (times.length === 0) return first;
    let place = 0;
    for (let child = 1; child < times.length; child = 2 * place + 1) {
      if (child + 1 < times.length && Number(times[child + 1]) < Number(times[child])) child += 1;
      const [time, other] = [times[child], events[child]];
      if (time === undefined || other === undefined || time >= at) break;
      times[place] = time;
      events[place] = other;
      place = child;
    }
    times[place] = at;
    events[place] = moved;
    return first;
  }
}
