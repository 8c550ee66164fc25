const CRLF = '\r\n';
const B = 'frontier';

export interface BrokenBody {
  readonly what: string;
  readonly type: string;
  readonly body: Buffer;
}

const part = (head: string, content = 'x', mark = B): string =>
  `--${mark}${CRLF}${head}${CRLF}${CRLF}${content}${CRLF}`;
const named = (name: string, content = 'x'): string =>
  part(`Content-Disposition: form-data; name="${name}"`, content);
const whole = (...parts: string[]): string => `${parts.join('')}--${B}--${CRLF}`;

/** What parsers of multipart forms stumble over, each by a name. Two hundred and more. */
export function brokenBodies(): BrokenBody[] {
  const list: BrokenBody[] = [];
  const add = (what: string, body: string | Buffer, type = `multipart/form-data; boundary=${B}`) =>
    void list.push({ what, type, body: Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8') });
  const good = whole(
    named('back', '/'),
    part(
      'Content-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg',
      'JPEG'.repeat(20),
    ),
  );
  // Cut at every third byte.
  for (let at = 0; at < good.length; at += 3) add(`cut after ${at} bytes`, good.slice(0, at));
  // One byte changed, every seventh.
  for (let at = 0; at < good.length; at += 7) {
    const bytes = Buffer.from(good);
    bytes[at] = at % 2 ? 0 : 0xff;
    add(`byte ${at} is ${bytes[at]}`, bytes);
  }
  for (const boundary of [
    '',
    '""',
    '"',
    `"${B}`,
    `${B}x`,
    'x'.repeat(71),
    'x'.repeat(5000),
    'ф',
    '\u00ff',
    `${B} ${B}`,
    '--',
    '%00',
    `"${B}\\"`,
    `${B}; charset=utf-16`,
    `${B}; boundary=other`,
    ' ',
    "'",
    '?',
  ])
    add(
      `boundary ${boundary.slice(0, 20)}`,
      good,
      `multipart/form-data; boundary=${encodeURI(boundary).replaceAll('%22', '"').replaceAll('%20', ' ')}`,
    );
  for (const type of [
    'multipart/form-data',
    'multipart/form-data;',
    'multipart/form-data; charset=utf-8',
    'multipart/mixed; boundary=frontier',
    'application/x-www-form-urlencoded; charset=koi8-r',
    'application/x-www-form-urlencoded; charset=utf-16',
    'multipart/form-data; boundary=frontier; charset=windows-1251',
  ])
    add(`type ${type}`, good, type);
  for (const head of [
    '',
    'X: y',
    'Content-Disposition',
    'Content-Disposition:',
    'Content-Disposition: attachment; name="a"',
    'Content-Disposition: form-data',
    'Content-Disposition: form-data; name',
    'Content-Disposition: form-data; name=',
    'Content-Disposition: form-data; name="a',
    'Content-Disposition: form-data; name="\0"',
    'Content-Disposition: form-data; name="__proto__"',
    'Content-Disposition: form-data; name="a"; name="b"',
    `Content-Disposition: form-data; name="a"; filename="../../etc/passwd"`,
    `Content-Disposition: form-data; name="a"; filename="\0.jpg"`,
    `Content-Disposition: form-data; name*=utf-8''%ff`,
    `Content-Disposition: form-data; name="${'n'.repeat(9000)}"`,
    `Content-Disposition: form-data; name="a"${CRLF}X-Long: ${'y'.repeat(100_000)}`,
    `Content-Disposition: form-data; name="a"${CRLF}${`X-Many: 1${CRLF}`.repeat(2000)}X: 1`,
    'Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=frontier',
    'Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64',
    'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-32',
    'Content-Disposition: form-data; name="a"\n\nX: bare line feeds',
    'Content-Disposition: form-data; name="\u202e"',
    ': no name',
    ' folded: yes',
  ])
    add(`head ${JSON.stringify(head.slice(0, 60))}`, whole(part(head), named('back', '/')));
  add('ten thousand parts', whole(...Array.from({ length: 4000 }, (_, n) => named(`p${n}`, ''))));
  add('thousands of one name', whole(...Array.from({ length: 3000 }, () => named('back', ''))));
  add('thousands of boundaries', `--${B}${CRLF}`.repeat(20_000));
  add('boundaries without ends', `--${B}`.repeat(20_000));
  add('only dashes', '-'.repeat(200_000));
  add('only line ends', CRLF.repeat(100_000));
  add('NULs', Buffer.alloc(100_000));
  add('no body', '');
  add(
    'nested',
    whole(
      part(
        'Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=in',
        `--in${CRLF}${CRLF}x${CRLF}--in--`,
      ),
    ),
  );
  add('nested in itself', whole(part('Content-Disposition: form-data; name="a"', good)));
  add('a preamble', `preamble${CRLF}${good}`);
  add('an epilogue', `${good}epilogue${CRLF}${good}`);
  add('the end first', `--${B}--${CRLF}${good}`);
  add('no UTF-8', Buffer.concat([Buffer.from(named('back')), Buffer.from([0xc3, 0x28, 0xff])]));
  add('UTF-16', Buffer.from(good, 'utf16le'));
  add('a lone surrogate', Buffer.from(whole(named('back', 'x'))).fill(0xed, 60, 61));
  for (const form of [
    '%',
    '%ff=%',
    '=&=&=',
    'a',
    '%00=%00',
    'back=%ed%a0%80',
    '&'.repeat(100_000),
    'a=1&'.repeat(50_000),
    'back=/&__proto__=1',
    '\0',
    '\ud800',
    'back=%2',
    'a[b][c]=1',
  ])
    add(`urlencoded ${form.slice(0, 20)}`, form, 'application/x-www-form-urlencoded');
  return list;
}
