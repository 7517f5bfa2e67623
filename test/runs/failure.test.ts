import { describe, expect, it } from "vitest";
import { isPassing, reasonOf } from "../../ts/runs/node/queue/failure.js";

const CLOSES = "it closes the connection; a server that wants TLS is named by rediss://";
const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });
const closed = failure("Connection is closed.");

describe("why a queue's server failed", () => {
  it("is what the connection told last, where what was asked says only that it is closed", () => {
    const told = failure("connect ECONNREFUSED 127.0.0.1:6379", "ECONNREFUSED");
    expect(reasonOf(closed, told)).toBe("it cannot be reached: nothing listens there");
  });

  it("is that it closes the connection, where nothing was told before", () => {
    expect(reasonOf(closed, undefined)).toBe(CLOSES);
    expect(reasonOf(failure("Socket timeout. Expecting data"), undefined)).toBe(CLOSES);
  });

  it("is the server's own word, where there is no phrase for it", () => {
    const reply = Object.assign(new Error("OOM command not allowed"), { name: "ReplyError" });
    expect(reasonOf(reply, undefined)).toBe("OOM command not allowed");
  });

  it("is unknown of failures that are not the server's", () => {
    expect(reasonOf(new TypeError("x is not a function"), undefined)).toBeUndefined();
    expect(reasonOf("closed", undefined)).toBeUndefined();
  });
});

it("passes, while a server starts or ends", () => {
  expect(isPassing(failure("read ECONNRESET", "ECONNRESET"))).toBe(true);
  expect(isPassing(closed)).toBe(true);
  expect(isPassing(failure("getaddrinfo ENOTFOUND nowhere", "ENOTFOUND"))).toBe(false);
});
