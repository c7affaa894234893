import { NodeRates } from '../../src/rules/engine/node-rates.js';

const NOW = 1_700_000_000_000;

it('forgets the oldest of too many, and spares who was hit more than once', () => {
  const rates = new NodeRates();
  rates.count('once', 60, NOW);
  rates.count('often', 60, NOW);
  rates.count('often', 60, NOW);
  for (let at = 0; at < 200_000; at++) rates.count(`key ${at}`, 60, NOW);
  expect(rates.count('often', 60, NOW)).toBe(3);
  expect(rates.count('once', 60, NOW)).toBe(1);
  expect(rates.count('key 199999', 60, NOW)).toBe(2);
});

it('goes on counting where windows of several lengths end while others are looked at', () => {
  const rates = new NodeRates();
  for (let second = 0; second < 300; second++) {
    const now = NOW + second * 1_000;
    for (let at = 0; at < 50; at++) rates.count(`${second} ${at}`, 1, now);
    expect(rates.count('long', 3_600, now)).toBe(second + 1);
    rates.count('short', 1, now);
    // Two windows that slide: this second's hits, and the share of the last one's that is left at its beginning.
    expect(rates.count('short', 1, now)).toBe(second === 0 ? 2 : 4);
  }
});
