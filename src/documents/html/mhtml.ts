/** A page out of a saved web page or mail, decoded from how it was sent. */
export interface MessagePage {
  readonly bytes: Buffer;
  readonly charset?: string;
}

const deepest = 5;

/**
 * The HTML page of a message in parts (MHT, MHTML, mail; RFC 2557), or its plain text as a page; undefined when it
 * holds neither.
 */
export function pageOfMessage(message: Buffer): MessagePage | undefined {
  const pages = partsOf(message, 0);
  const text = pages.find(({ type }) => type === 'text/html' || type === 'application/xhtml+xml');
  return text && { bytes: text.bytes, ...(text.charset === undefined ? {} : { charset: text.charset }) };
}

interface Part extends MessagePage {
  readonly type: string;
}

function partsOf(message: Buffer, depth: number): Part[] {
  const latin = message.toString('latin1');
  const [head = ''] = latin.split(/\r?\n\r?\n/, 1);
  const end = latin.slice(head.length).match(/^\r?\n\r?\n/)?.[0].length ?? 0;
  const fields = head.replace(/\r?\n[ \t]+/g, ' ');
  const type = fields.match(/^content-type:\s*([\w.+/-]+)/im)?.[1]?.toLowerCase() ?? 'text/plain';
  const body = latin.slice(head.length + end);
  const boundary = fields.match(/boundary="?([^"\r\n;]+)"?/i)?.[1];
  if (type.startsWith('multipart/') && boundary !== undefined && depth < deepest) {
    return body
      .split(`--${boundary}`)
      .slice(1)
      .filter((part) => !part.startsWith('--'))
      .flatMap((part) => partsOf(Buffer.from(part.replace(/^\r?\n/, ''), 'latin1'), depth + 1));
  }
  const charset = fields.match(/charset="?([\w.:-]+)"?/i)?.[1];
  const encoding = fields.match(/^content-transfer-encoding:\s*([\w-]+)/im)?.[1]?.toLowerCase();
  return [{ type, bytes: undone(body, encoding), ...(charset === undefined ? {} : { charset }) }];
}

function undone(body: string, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const joined = body.replace(/=[ \t]*\r?\n/g, '');
  const plain = joined.replace(/=([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(plain, 'latin1');
}
