import { TestPresend } from '../support/presend.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start();
});
afterAll(() => presend.stop());

it('/api/docs loads nothing from other servers', async () => {
  const page = await presend.request('/api/docs', {});
  expect(page.status).toBe(200);
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    const { origin, pathname } = new URL(link, `${presend.url}/api/docs`);
    expect([link, origin]).toEqual([link, presend.url]);
    expect([link, (await fetch(presend.url + pathname)).status]).toEqual([link, 200]);
  }
  expect((await presend.request('/api/docs/swagger-ui-init.js', {})).text).toContain('putMemberLevel');
});

it('allows the page only its own scripts, also over http', async () => {
  const policy = (await presend.request('/api/docs', {})).headers.get('content-security-policy')!;
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('upgrade-insecure-requests');
  const { text } = await presend.request('/api/docs', {});
  expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
});
