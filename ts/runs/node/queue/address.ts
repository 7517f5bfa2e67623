import { InvalidInputError } from "../../../base/errors.js";

/** Where a Redis server is, and who asks; to be shown by `shown` alone. */
export type Address = URL & { readonly isAddress: true };

const EXPECTED =
  "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS; % encodes what a URL cannot hold";

/** @throws InvalidInputError, which does not show a password */
export function parseAddress(argument: string, text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress =
    url !== undefined &&
    ["redis:", "rediss:"].includes(url.protocol) &&
    url.hostname !== "" &&
    /^\/?\d*$/.test(url.pathname) &&
    url.search === "" &&
    url.hash === "";
  if (!isAddress) throw new InvalidInputError(argument, withoutSecrets(text), EXPECTED);
  return url as Address;
}

/** How messages name the server: without user and password. */
export function shown({ protocol, host, pathname }: Address): string {
  return `${protocol}//${host}${pathname.replace(/^\/$/, "")}`;
}

/** All up to the last @, and what follows a question mark, may be a password. */
function withoutSecrets(text: string): string {
  return text.replace(/^([a-z]+:\/\/)?.*@/is, "$1…@").replace(/[?#].*$/s, "");
}
