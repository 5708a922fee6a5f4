/** Name and secret of an `Authorization: Basic …` header; undefined where it is none (RFC 7617, UTF-8). */
export function readBasic(header: string | undefined): { name: string; secret: string } | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  // PostgreSQL's texts hold no NUL.
  if (at < 1 || text.includes('\0')) return undefined;
  return { name: text.slice(0, at), secret: text.slice(at + 1) };
}
