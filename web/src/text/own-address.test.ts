import { describe, expect, it } from 'vitest';
import { ownAddress } from './own-address.ts';

const origin = 'http://192.168.1.20:8080';

describe('ownAddress', () => {
  it('keeps links within the page', () => {
    expect(ownAddress('/#/c/1', origin)).toBe('/#/c/1');
    expect(ownAddress(`${origin}/x?y=1`, origin)).toBe('/x?y=1');
  });

  it('refuses every other place, however it is written', () => {
    for (const address of [
      'https://example.com/',
      '//example.com',
      '/\\example.com',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'http://192.168.1.20:8081/',
      'https://192.168.1.20:8080/',
      'http://192.168.1.20:8080@example.com/',
      'http://[',
      '\u0001javascript:alert(1)',
    ])
      expect(ownAddress(address, origin), address).toBeUndefined();
  });
});
