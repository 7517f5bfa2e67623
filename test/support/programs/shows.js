import { inspect } from "node:util";

/**
 * Checks `value` against the comment beside it in an example: the value as the console prints it, up to the first
 * "…", then anything after a colon or an equals sign.
 */
export function shows(value, comment) {
  const printed = inspect(value)
    .replace(/^(\w+Array)\(\d+\)/, "$1")
    .replaceAll(/(?<=\[) | (?=\])/g, "");
  const [claim, open] = comment.split(/(…)|: | = /);
  if (printed === comment) return;
  if (open === undefined ? printed !== claim : !printed.startsWith(claim))
    throw new Error(`the example says ${comment}, and it is ${printed}`);
}
