// Loaded before the gateway (NODE_OPTIONS=--import): its clock is off by what CHAOS_CLOCK's file says, in milliseconds.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let shift = 0;

class ShiftedDate extends RealDate {
  static now() {
    return RealDate.now() + shift;
  }

  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }
}
globalThis.Date = ShiftedDate;
setInterval(() => {
  shift = Number(readFileSync(process.env.CHAOS_CLOCK, 'utf8'));
}, 50).unref();
