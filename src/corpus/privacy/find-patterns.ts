import { isIban } from './checksums.ts';
import { anyOf, type Finding, personalDataWords } from './personal-data-words.ts';

const mailbox = /[\p{L}\p{N}_%+-]+(?:\.[\p{L}\p{N}_%+-]+)*$/u;
const domain = /^@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}(?![\p{L}\p{N}])/u;
// Domains that are kept for examples (RFC 2606).
const exampleDomain = /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|invalid|test|localhost)$/i;
const ipAddress = /\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}]|\.\d|-\d)/gu;
const joinedBefore = /[\p{L}\p{N}.-]$/u;
const versionBefore = /(?:верс\p{L}*|нусха\p{L}*|version|ver\.?|v\.?|§|боби|банди|моддаи)\s*$/iu;
const addressBefore =
  /(?<!\p{L})(?:IP|айпи|адрес\p{L}*|нишон\p{L}*|сервер\p{L}*|хост\p{L}*|server|host|address)[^\n\p{N}]{0,20}$/iu;
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?![A-Za-z0-9])/g;
const passportWord = new RegExp(anyOf(personalDataWords.wordsBefore.passport), 'gi');
/** `А`, `АВ`, `А02`: the letters of a series, Latin or Cyrillic, and its two digits. */
const series = String.raw`(?:[A-ZА-Я]{1,2}[ -]?(?:\d{2}[ -]?)?)?`;
const passportNumber = new RegExp(
  String.raw`^[^\n\d]{0,40}?[^\p{L}\p{N}](?<number>${series}(?:№ ?)?\d{6,9})(?![\p{L}\p{N}])`,
  'u',
);

const nextPassportNumber = new RegExp(
  String.raw`^\s*(?:\([^()\n]{1,40}\)\s*)?(?:[,;/|]|ва|ё|и)\s*(?:силсилаи\s+)?(?<number>${series}(?:№ ?)?\d{7,9})(?![\p{L}\p{N}]|[.,:]\d)`,
  'u',
);
/** `Telegram: @parviz_r`. */
const userName = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${anyOf(personalDataWords.wordsBefore.network)}[ \t]*[:—–-]?[ \t]*@(?<name>[a-z][\w.]{3,31})(?![\w@])`,
  'giu',
);
const written = String.raw`[\w.+-]{2,40}\s?[[({]\s?(?:at|ат|@|собака)\s?[\])}]\s?[\w-]{2,40}`;
const dot = String.raw`\s?(?:[[({]\s?(?:dot|дот|нуқта|точка)\s?[\])}]|\.)\s?[\w-]{2,24}`;
const spaced = String.raw`[a-z][\w.+-]{1,39} @ ?(?:[a-z][\w-]{0,40}\.){1,3}[a-z]{2,24}(?![\w@])`;
/** `parviz (at) mail (dot) tj`, `parviz @ mail.tj`: addresses that are hidden from programs. */
const writtenMailbox = new RegExp(String.raw`(?<![\w.])(?:${written}(?:${dot}){1,3}|${spaced})`, 'giu');

/** Finds email addresses, names in networks, public IP addresses, IBANs and passport numbers. */
export function findPatterns(text: string): Finding[] {
  const findings = findEmails(text);
  for (const { 0: found, index: start } of text.matchAll(ipAddress)) {
    const before = text.slice(Math.max(0, start - 32), start);
    if (!isPublicAddress(found) || joinedBefore.test(before) || versionBefore.test(before)) continue;
    // Four small numbers are sections or verses, unless a word says address.
    if (!found.split('.').some((number) => Number(number) > 31) && !addressBefore.test(before)) continue;
    findings.push({ type: 'ip-address', start, end: start + found.length });
  }
  for (const { 0: found, index: start } of text.matchAll(iban)) {
    if (isIban(found.replaceAll(' ', ''))) {
      findings.push({ type: 'account', start, end: start + found.length });
    }
  }
  for (const { 0: word, index } of text.matchAll(passportWord)) {
    const from = index + word.length;
    const match = text.slice(from, from + 60).match(passportNumber);
    if (!match) continue;
    let end = from + match[0].length;
    findings.push({ type: 'passport', start: end - (match.groups?.number?.length ?? 0), end });
    for (let next = furtherPassport(text, end); next; next = furtherPassport(text, end)) {
      findings.push(next);
      end = next.end;
    }
  }
  for (const { 0: found, index, groups } of text.matchAll(userName)) {
    const end = index + found.length;
    findings.push({ type: 'user-name', start: end - (groups?.name?.length ?? 0), end });
  }
  return findings;
}

/** `А1234567, А 7654321`: a further number behind one. */
function furtherPassport(text: string, end: number): Finding | undefined {
  const match = text.slice(end, end + 60).match(nextPassportNumber);
  const number = match?.groups?.number;
  if (!match || number === undefined) return undefined;
  const start = end + match[0].length - number.length;
  return { type: 'passport', start, end: start + number.length };
}

function findEmails(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const name = text.slice(Math.max(0, at - 64), at).match(mailbox)?.[0];
    const host = text.slice(at, at + 256).match(domain)?.[0];
    if (!name || !host || exampleDomain.test(host)) continue;
    findings.push({ type: 'email', start: at - name.length, end: at + host.length });
  }
  for (const { 0: found, index } of text.matchAll(writtenMailbox)) {
    findings.push({ type: 'email', start: index, end: index + found.length });
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
