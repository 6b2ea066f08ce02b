import { expect, it } from 'vitest';
import { networkAddresses } from './network-addresses.ts';

it('gives the addresses that other machines can use, numbers first', () => {
  const all = [
    'http://localhost:8080',
    'http://soro.local:8080',
    'http://192.168.1.10:8080',
    'http://[::1]:8080',
  ];
  expect(networkAddresses(all)).toEqual(['http://192.168.1.10:8080', 'http://soro.local:8080']);
  expect(networkAddresses(['http://127.0.0.1:8080'])).toEqual([]);
});
