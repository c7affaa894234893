import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { check, title } from './checks.mjs';
import { run, serve } from './command.mjs';

const APP = '1400000001';
const GROUP = 'Group.CallbackBeforeSendMsg';
/** Of Jest, which this project does not have; `npm test` runs it. */
const LEFT_OUT = ['blocked-words.spec.ts'];

/** Another company's application: all code of docs/extending.md, as files. */
export async function writeHost(root, folder) {
  const text = await readFile(join(root, 'docs/extending.md'), 'utf8');
  await mkdir(join(folder, 'src'), { recursive: true });
  for (const [, name, code] of text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)) {
    if (!LEFT_OUT.includes(name)) await writeFile(join(folder, 'src', name), code);
  }
}

/** The application of the documentation, run against the installed package on a real PostgreSQL. */
export async function checkHost(folder, kit, serverUrl) {
  title("another company's application");
  const database = await kit.TestDatabase.create(serverUrl);
  const pushed = [];
  const other = await companyServices(pushed);
  const environment = {
    SDK_APP_IDS: APP,
    DATABASE_URL: database.url,
    SPOOL_DIR: join(folder, 'spool'),
    WAREHOUSE_URL: `${other.url}/warehouse`,
    CRM_URL: `${other.url}/crm`,
  };
  let host;
  await check('brings the database up to date before it starts', async () => {
    await run(
      folder,
      'env',
      `DATABASE_URL=${database.url}`,
      process.execPath,
      join(folder, 'dist/migrate.js'),
    );
  });
  await check('starts', async () => {
    host = await serve(folder, join(folder, 'dist/main.js'), environment);
  });
  if (host) {
    const client = new kit.PresendClient(host.url, { appId: APP });
    const send = (text, overrides) => client.send(kit.messageOf(GROUP, text, overrides));
    const acme = (path, body, headers = { 'x-acme-key': 'our key' }) =>
      fetch(host.url + path, { method: 'POST', body: JSON.stringify(body), headers }).then((answer) =>
        answer.json(),
      );

    await check('refuses and drops by its own policy', async () => {
      kit.assertRefuses(await send('casino'), 10101, 'Please rephrase.');
      kit.assertDrops(await send('advertisement'));
      kit.assertRefuses(
        await client.send(kit.messageOf('OfficialAccount.CallbackBeforeSendMsg', 'casino')),
        1,
      );
    });
    await check('asks a policy of another module, which has providers of its own', async () => {
      kit.assertDelivers(await send('casino', { From_Account: 'president' }));
    });
    await check('delivers levels that come over HTTP, and its badge', async () => {
      const level = { Desc: 'CustomElement.MemberLevel', Data: 'CRM7' };
      kit.assertDelivers(await send('hello'), {
        MsgBody: [kit.textElement('hello'), { MsgType: 'TIMCustomElem', MsgContent: level }],
        CloudCustomData: '{"badge":"founder","custom":null}',
      });
      kit.assertDelivers(await send('hello', { From_Account: 'nobody' }), {});
    });
    await check('answers its own platform, in its own shape', async () => {
      assert.deepEqual(await acme('/acme?event=message', { author: 'ann', text: 'hi' }), { deliver: true });
      assert.deepEqual(await acme('/acme?event=message', { author: 'ann', text: 'casino' }), {
        deliver: false,
      });
      assert.deepEqual(await acme('/acme?event=message', {}, {}), {
        deliver: false,
        error: 'foreign-caller',
      });
    });
    await check('turns away what is not its own', async () => {
      const { status } = await client.send(kit.callbackOf(GROUP), { appId: '1400000009' });
      assert.equal(status, 403);
    });
    await check('ends when it is told to, and its sink has every outcome', async () => {
      await host.stop();
      assert.equal(pushed.length, 8);
    });
  }
  await check('passes its own tests, which node --test runs', async () => {
    const printed = await run(
      folder,
      'env',
      `DATABASE_URL=${serverUrl}`,
      process.execPath,
      '--test',
      join(folder, 'dist/blocked-words.test.js'),
    );
    assert.match(printed, /pass [1-9]/);
    assert.match(printed, /fail 0/);
  });
  await check('tests on a PostgreSQL of its own where there is no DATABASE_URL', async () => {
    const script = `import { callbackOf, readAnswer, TestPresend } from 'presend/testing';
      const presend = await TestPresend.start();
      const { effect } = readAnswer(await presend.client.send(callbackOf('callbackBeforeSendSingleMsgCommand')));
      await presend.stop();
      process.exitCode = effect.kind === 'deliver' ? 0 : 1;`;
    await run(folder, 'env', '-u', 'DATABASE_URL', process.execPath, '--input-type=module', '-e', script);
  });
  other.server.close();
  await database.drop();
}

/** The CRM that knows levels, and the warehouse. */
async function companyServices(pushed) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.url === '/warehouse') pushed.push(body);
    const level = request.url === '/crm/jared' ? '{"level":"CRM7","title":null}' : '';
    response.writeHead(request.url === '/warehouse' || level ? 200 : 404).end(level);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}
