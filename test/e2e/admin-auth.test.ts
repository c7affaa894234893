import { ADMIN_KEY, TestPresend } from '../support/presend.js';

let presend: TestPresend;
afterEach(() => presend.stop());

const PATHS = [
  ['GET', 'messages'],
  ['PUT', 'members/1/a'],
  ['POST', 'members:import'],
  ['PUT', 'mutes/1/a'],
  ['DELETE', 'mutes/1/a'],
  ['GET', 'keys'],
  ['POST', 'keys'],
  ['DELETE', 'keys/1'],
] as const;

it('lets nobody in without the key', async () => {
  presend = await TestPresend.start();
  for (const [method, path] of PATHS) {
    for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${ADMIN_KEY}`, ADMIN_KEY]) {
      const { status } = await presend.admin(method, path, undefined, { authorization });
      expect(status).toBe(401);
    }
  }
  expect((await presend.admin('GET', 'messages')).status).toBe(200);
});

it('lets nobody in where no key is configured', async () => {
  presend = await TestPresend.start({ adminApiKey: undefined });
  for (const authorization of ['', 'Bearer ', 'Bearer undefined', `Bearer ${ADMIN_KEY}`]) {
    expect((await presend.admin('GET', 'messages', undefined, { authorization })).status).toBe(401);
  }
});

it('makes who guesses keys wait, at whatever path', async () => {
  presend = await TestPresend.start();
  const statuses: number[] = [];
  for (let i = 0; i < 70; i++) {
    const [method, path] = PATHS[i % PATHS.length]!;
    statuses.push(
      (await presend.admin(method, path, undefined, { authorization: `Bearer guess-${i}` })).status,
    );
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  expect((await presend.admin('GET', 'messages')).status).toBe(200);
});
