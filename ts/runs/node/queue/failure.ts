/**
 * Why something asked of the server failed, in a phrase; undefined of a failure that has nothing to do with it.
 *
 * @param told  what the connection told last: whatever was asked then says only that it is closed
 */
export function reasonOf(failure: unknown, told: Error | undefined): string | undefined {
  if (!(failure instanceof Error)) return undefined;
  const isClosed = CLOSED.test(failure.message);
  if (!isClosed && failure !== told && failure.name !== "ReplyError") return undefined;
  const { code, message } = (isClosed ? (told ?? failure) : failure) as NodeJS.ErrnoException;
  const known = REASONS.find(([pattern]) => pattern.test(code ?? "") || pattern.test(message));
  return known === undefined ? message : known[1];
}

/** Whether a connection failed in a way that a server has while it starts or ends. */
export function isPassing(failure: unknown): boolean {
  const { code, message } = failure as NodeJS.ErrnoException;
  return REFUSED.test(`${code}`) || DROPPED.test(`${code}`) || CLOSED.test(message);
}

const REFUSED = /ECONNREFUSED/;
const DROPPED = /ECONNRESET|EPIPE/;

const CLOSED = /^Connection is closed\.|^Socket timeout|aborted due to connection close/;

const REASONS: readonly (readonly [RegExp, string])[] = [
  [REFUSED, "it cannot be reached: nothing listens there"],
  [/ENOTFOUND|EAI_AGAIN/, "it cannot be reached: there is no such host"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, "it cannot be reached: it does not answer"],
  [/WRONGPASS|invalid password/, "the user or the password is wrong"],
  [/NOAUTH/, "it wants a password: redis://:PASSWORD@HOST"],
  [/DB index|invalid DB/, "it has no database of that number"],
  [
    /SELF_SIGNED|UNABLE_TO|CERT_/,
    "its certificate is not trusted: NODE_EXTRA_CA_CERTS names a file of those that are",
  ],
  [/ERR_TLS_CERT_ALTNAME/, "its certificate is that of another host"],
  [/EPROTO|WRONG_VERSION/, "it speaks no TLS there: redis:// names a server without"],
  [
    new RegExp(`${DROPPED.source}|${CLOSED.source}`),
    "it closes the connection; a server that wants TLS is named by rediss://",
  ],
];
