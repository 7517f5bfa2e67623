// A clock that jumps by days, forwards and back, each time somebody asks.
const { now } = Date;
let calls = 0;
Date.now = () => now() + (calls++ % 2 === 0 ? 1 : -1) * calls * 86_400_000;
