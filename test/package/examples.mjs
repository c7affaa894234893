import { existsSync } from 'node:fs';
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, title } from './checks.mjs';
import { run, serve } from './command.mjs';

const GROUP = 'Group.CallbackBeforeSendMsg';
const OPENIM = 'callbackBeforeSendGroupMsgCommand';

/** By folder: what its program has to do, when it is run and sent callbacks. */
const EXAMPLES = {
  'smallest-host': async ({ start, kit }) => {
    const { client, stop } = await start();
    kit.assertRefuses(
      await client.send(kit.messageOf(GROUP, 'the casino is open')),
      10101,
      'Please rephrase.',
    );
    kit.assertDelivers(await client.send(kit.messageOf(GROUP, 'hello')), {});
    kit.assertRefuses(await client.send(kit.messageOf('OfficialAccount.CallbackBeforeSendMsg', 'casino')), 1);
    await stop();
  },

  'moderation-provider': async ({ start, kit, folder }) => {
    const provider = await serve(folder, join(folder, 'dist/provider.js'));
    const { client, stop } = await start({ MODERATION_URL: `${provider.url}/judge` });
    const send = (text, overrides) => client.send(kit.messageOf(GROUP, text, overrides));
    kit.assertDelivers(await send('hello'), {});
    kit.assertRefuses(await send('what an insult'), 10102, 'Please stay friendly.');
    kit.assertDrops(await send('an advertisement'));
    const before = performance.now();
    kit.assertDelivers(await send('slow'), {});
    kit.assertRefuses(await send('slow', { Type: 'Live' }), 10110, 'Please try again.');
    assert(performance.now() - before < 1_500, 'it waited for the provider');
    kit.assertDelivers(await send('broken'), {});
    await stop();
    await provider.kill();
  },

  'warehouse-sink': async ({ start, kit, folder }) => {
    const directory = join(folder, 'warehouse');
    const { client, stop } = await start({ WAREHOUSE_DIR: directory });
    const sent = Array.from({ length: 620 }, (_, n) => kit.messageOf(n % 2 ? GROUP : OPENIM, `message ${n}`));
    for (let at = 0; at < sent.length; at += 20) {
      const answers = await Promise.all(sent.slice(at, at + 20).map((callback) => client.send(callback)));
      for (const answer of answers) kit.assertDelivers(answer);
    }
    await sleep(1_300);
    kit.assertDelivers(await client.send(kit.messageOf(GROUP, 'the last one')));
    await stop();
    const batches = [];
    for (const name of await readdir(directory)) {
      assert.match(name, /^\d+-\d+-\d+\.ndjson$/);
      batches.push(
        (await readFile(join(directory, name), 'utf8'))
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    }
    const texts = batches
      .flat()
      .map(({ text }) => text)
      .sort();
    const wanted = [...sent.map((_, n) => `message ${n}`), 'the last one'].sort();
    assert.deepEqual(texts, wanted);
    assert(batches.length >= 3 && batches.length < 20, `${batches.length} files`);
    assert(
      batches.every((lines) => lines.length <= 500),
      'a batch of more than 500',
    );
  },
};

/** Each program of `examples/`, compiled and run with the package that is installed in the folder above it. */
export async function checkExamples(root, consumer, kit, serverUrl) {
  title('the examples');
  // Folders without a package hold files, which the repository's own tests run.
  const names = (await readdir(join(root, 'examples'))).filter((name) =>
    existsSync(join(root, 'examples', name, 'package.json')),
  );
  await check('are all run', () => assert.deepEqual(names.sort(), Object.keys(EXAMPLES).sort()));
  for (const [name, exercise] of Object.entries(EXAMPLES)) {
    const folder = join(consumer, 'examples', name);
    await mkdir(folder, { recursive: true });
    await cp(join(root, 'examples', name), folder, { recursive: true });
    const isCompiled = await check(`${name} names what it imports, and compiles`, async () => {
      await checkImports(folder);
      await run(folder, process.execPath, join(consumer, 'node_modules/typescript/bin/tsc'), '-p', folder);
    });
    if (isCompiled)
      await check(`${name} does what its page says`, () => exerciseOne(folder, exercise, kit, serverUrl));
  }
}

async function exerciseOne(folder, exercise, kit, serverUrl) {
  const database = await kit.TestDatabase.create(serverUrl);
  const started = [];
  const start = async (environment = {}) => {
    const program = await serve(folder, join(folder, 'dist/main.js'), {
      DATABASE_URL: database.url,
      ...environment,
    });
    started.push(program);
    return { client: new kit.PresendClient(program.url), stop: () => started.pop().stop() };
  };
  try {
    await exercise({ start, kit, folder });
  } finally {
    for (const program of started) await program.stop().catch(() => {});
    await database.drop();
  }
}

async function checkImports(folder) {
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const name of await readdir(join(folder, 'src'))) {
    const text = await readFile(join(folder, 'src', name), 'utf8');
    for (const [, imported] of text.matchAll(/ from '([^.'][^']*)'/g)) {
      assert(imported.startsWith('node:') || dependencies[imported], `${name} imports ${imported}`);
    }
  }
}
