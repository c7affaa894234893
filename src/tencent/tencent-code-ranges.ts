/** The codes that Tencent passes on to the sender's client, by family; both ends belong to them. */
export const TENCENT_CODE_RANGES = {
  group: [10100, 10200],
  'live-room': [10100, 10200],
  'official-account': [120001, 130000],
  c2c: [120001, 130000],
  friends: [38000, 39000],
} as const;
