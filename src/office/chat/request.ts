/** A request with the text that it is about: «Хатоҳоро ислоҳ кунед: …», «Ин ҷумларо … «…»». */
export interface Request {
  /** The request without its text. */
  readonly ask: string;
  /** The text as it was typed. */
  readonly text: string;
}

/** «Ба директор ариза нависед, ки се рӯз …»: the text follows «ки». */
const toldBehind =
  /^(?<ask>[^,:\n]{3,80}?(?:навис|нависед|тартиб деҳ|тартиб диҳед)),?\s+ки\s+(?<text>[\s\S]{4,})$/iu;

/** Divides a message at its quotation, else at the first colon or line end; nothing where it has neither. */
export function readRequest(message: string): Request | undefined {
  const open = message.indexOf('«');
  const close = message.lastIndexOf('»');
  const colon = /[:\n]/u.exec(message)?.index ?? -1;
  // A quotation inside the text after a colon belongs to the text.
  if (
    open >= 0 &&
    close > open &&
    (colon < 0 || open < colon || /^\s*$/u.test(message.slice(colon + 1, open)))
  ) {
    const ask = `${message.slice(0, open)} ${message.slice(close + 1)}`.replace(/\s+/gu, ' ').trim();
    return { ask, text: message.slice(open + 1, close).trim() };
  }
  const told = toldBehind.exec(message)?.groups;
  if (told?.ask !== undefined && told.text !== undefined && (colon < 0 || told.ask.length < colon)) {
    return { ask: told.ask.trim(), text: told.text.trim() };
  }
  if (colon < 0) return undefined;
  return { ask: message.slice(0, colon).trim(), text: message.slice(colon + 1).trim() };
}
