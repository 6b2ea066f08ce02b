import { isIban } from './checksums.ts';
import { anyOf, type Finding, personalDataWords } from './personal-data-words.ts';

const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+-]+(?:\.[\p{L}\p{N}_%+-]+)*@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}(?![\p{L}\p{N}])/gu;
// Domains that are kept for examples (RFC 2606).
const exampleDomain = /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|invalid|test|localhost)$/i;
const ipAddress = /(?<![\p{L}\p{N}.-])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}]|\.\d|-\d)/gu;
const versionBefore = /(?:верс\p{L}*|нусха\p{L}*|версия|version|ver\.?|v\.?|§|боби|банди|моддаи)\s*$/iu;
const iban = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?![A-Za-z0-9])/g;
const passportNumber = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${anyOf(personalDataWords.wordsBefore.passport)}[^\n\d]{0,40}?[^\p{L}\p{N}](?<number>(?:[A-ZАМСТ]{1,2}[ \-]?)?(?:№ ?)?\d{6,9})(?![\p{L}\p{N}])`,
  'giu',
);

/** Finds email addresses, public IP addresses, IBANs and passport numbers. */
export function findPatterns(text: string): Finding[] {
  const findings: Finding[] = [];
  if (text.includes('@')) {
    for (const { 0: found, index: start } of text.matchAll(email)) {
      if (!exampleDomain.test(found)) findings.push({ type: 'email', start, end: start + found.length });
    }
  }
  for (const { 0: found, index: start } of text.matchAll(ipAddress)) {
    if (!isPublicAddress(found) || versionBefore.test(text.slice(Math.max(0, start - 12), start))) continue;
    findings.push({ type: 'ip-address', start, end: start + found.length });
  }
  for (const { 0: found, index: start } of text.matchAll(iban)) {
    if (isIban(found.replaceAll(' ', ''))) {
      findings.push({ type: 'account', start, end: start + found.length });
    }
  }
  for (const { 0: found, index, groups } of text.matchAll(passportNumber)) {
    const end = index + found.length;
    findings.push({ type: 'passport', start: end - (groups?.number?.length ?? 0), end });
  }
  return findings;
}

/** Four numbers below 256 outside the ranges for private networks, loop-back and documentation. */
function isPublicAddress(text: string): boolean {
  const numbers = text.split('.').map(Number);
  const [first = 0, second = 0, third = 0] = numbers;
  if (numbers.some((number) => number > 255) || /(?:^|\.)0\d/.test(text)) return false;
  if (first === 0 || first === 10 || first === 127 || first >= 224) return false;
  if (first === 192 && (second === 168 || (second === 0 && third === 2))) return false;
  if (first === 172 && second >= 16 && second < 32) return false;
  return !(first === 169 && second === 254);
}
