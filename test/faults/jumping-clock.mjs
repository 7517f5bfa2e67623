// A clock that jumps by days, forwards and back, each time somebody asks.
const Steady = Date;
let calls = 0;
const now = () => Steady.now() + (calls++ % 2 === 0 ? 1 : -1) * calls * 86_400_000;
globalThis.Date = class extends Steady {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }
  static now = now;
};
