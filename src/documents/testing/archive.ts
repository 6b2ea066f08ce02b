/** One record of a web archive as bytes. */
export function warcRecord(
  address: string,
  content: string | Uint8Array,
  {
    type = 'response',
    contentType = 'text/html; charset=utf-8',
    status = 200,
    date = '2024-05-06T07:08:09Z',
  } = {},
): Buffer {
  const body = Buffer.from(content);
  const isHttp = type === 'response';
  const http = isHttp ? `HTTP/1.1 ${status} OK\r\nContent-Type: ${contentType}\r\n\r\n` : '';
  const payload = Buffer.concat([Buffer.from(http), body]);
  const recordType = isHttp ? 'application/http; msgtype=response' : contentType;
  const header = [
    'WARC/1.0',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${address}`,
    `WARC-Date: ${date}`,
    `Content-Type: ${recordType}`,
    `Content-Length: ${payload.length}`,
  ];
  return Buffer.concat([Buffer.from(`${header.join('\r\n')}\r\n\r\n`), payload, Buffer.from('\r\n\r\n')]);
}

const sentence = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд, бинобар ин.';

/** A page with this number in it that has an article long enough to be found. */
export function page(number: number): string {
  const text = `<p>${number}. ${sentence} ${sentence}</p>`.repeat(3);
  return `<html><head><title>Саҳифаи ${number}</title></head><body><nav><a href="/">Асосӣ</a></nav><article>${text}</article></body></html>`;
}
