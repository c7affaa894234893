import { sign, TencentSignatures } from '../../src/tencent/tencent-signatures.js';

const TIME = '1669872112';
const DIGEST = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061';

it("makes the digest of the vendor's sample", () => {
  expect(sign('xxxxyyyy', TIME)).toBe(DIGEST);
});

it('does not make that digest with the misprinted token of an older page', () => {
  expect(sign('xxxyyy', TIME)).not.toBe(DIGEST);
});

it('accepts a signature of any configured token, and of no other', () => {
  expect(new TencentSignatures().isSignedByOneOf(['other', 'xxxxyyyy'], TIME, DIGEST)).toBe(true);
  expect(new TencentSignatures().isSignedByOneOf(['xxxxyyyy', 'other'], TIME, DIGEST)).toBe(true);
  expect(new TencentSignatures().isSignedByOneOf(['other'], TIME, DIGEST)).toBe(false);
  expect(new TencentSignatures().isSignedByOneOf([], TIME, DIGEST)).toBe(false);
});

it.each([DIGEST.toUpperCase(), DIGEST.slice(1), `${DIGEST} `, ''])(
  'accepts nothing but the exact digest: %j',
  (given) => {
    expect(new TencentSignatures().isSignedByOneOf(['xxxxyyyy'], TIME, given)).toBe(false);
  },
);
