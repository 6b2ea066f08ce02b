/**
 * The addresses that other machines can use, those that are typed most surely first: numbers before names, because
 * older telephones do not find `soro.local`. Where only this machine is served, there are none.
 */
export function networkAddresses(addresses: readonly string[]): string[] {
  const others = addresses.filter((address) => !isOwn(new URL(address).hostname));
  const isNumber = (address: string) => /^[\d.]+$/u.test(new URL(address).hostname);
  return [...others.filter(isNumber), ...others.filter((address) => !isNumber(address))];
}

function isOwn(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
