import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

describe('EventStreamParser', () => {
  it('finds every event however the text is cut', () => {
    const events = [
      { name: 'text', data: '{"а":1}', id: '4' },
      { name: 'message', data: 'б', id: undefined },
      { name: 'message', data: '[DONE]', id: undefined },
    ];
    const text = 'event: text\r\nid: 4\r\ndata: {"а":1}\r\n\r\n: 15 s\n\ndata: б\n\ndata:[DONE]\n\n';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const parser = new EventStreamParser();
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(events);
      }),
    );
  });

  it('passes over comments', () => {
    expect(new EventStreamParser().push(': waiting\n\ndata: 1\r\n\r\n')).toMatchObject([{ data: '1' }]);
  });
});
