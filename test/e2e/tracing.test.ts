import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DecisionPolicy } from '../../src/index.js';
import { reject } from '../../src/index.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { freePort } from '../support/process.js';
import { TestPresend } from '../support/presend.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { key: string; value: { stringValue?: string; intValue?: number } }[];
  readonly status?: { code?: number };
}

interface Sent {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

/** A collector that accepts traces, or never answers. */
class Collector {
  readonly bodies: string[] = [];
  hangs = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Collector> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (collector.hangs) return;
        collector.bodies.push(body);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const collector: Collector = new Collector(server, `http://127.0.0.1:${port}/v1/traces`);
    return collector;
  }

  get spans(): Span[] {
    return this.bodies.flatMap((body) =>
      (JSON.parse(body) as Sent).resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans)),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

class Words implements DecisionPolicy {
  readonly name = 'words';
  decide({ text }: { text: string }) {
    if (text === 'broken') throw new Error('no words');
    return text === 'casino' ? reject(10101) : undefined;
  }
}

let collector: Collector;
let presend: TestPresend;
beforeEach(async () => {
  collector = await Collector.start();
});
afterEach(() => collector.stop());

const attributesOf = ({ attributes }: Span): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

it('traces a callback with its stages as a child of the caller, without texts or user ids', async () => {
  presend = await TestPresend.start({ tracesUrl: collector.url, policies: [Words] });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await presend.request(`${tencentPath(GROUP)}&ClientIP=192.0.2.7`, {
    method: 'POST',
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    body: JSON.stringify(groupMessage('casino')),
  });
  const [record] = await presend.records();
  await presend.stop();

  const root = collector.spans.find(({ name }) => name === `group ${GROUP}`)!;
  expect(root).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
  expect(attributesOf(root)).toEqual({
    'http.request.method': 'POST',
    'presend.platform': 'tencent',
    'presend.family': 'group',
    'presend.command': GROUP,
    'presend.verdict': 'reject',
    'presend.decided_by': 'words',
    'presend.record_id': record.id,
    'presend.failures': 0,
  });
  const stages = collector.spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  expect(stages.map(({ name }) => name)).toEqual(['read', 'decide', 'enrich', 'record']);
  expect(stages[0]!.startTimeUnixNano).toBe(root.startTimeUnixNano);
  for (const [index, stage] of stages.entries()) {
    expect(stage.endTimeUnixNano).toBe(stages[index + 1]?.startTimeUnixNano ?? root.endTimeUnixNano);
  }
  expect(Math.abs(Number(root.startTimeUnixNano) / 1e6 - Date.parse(record.receivedAt))).toBeLessThan(1_000);
  expect(collector.bodies.join()).toContain('"service.name"');
  for (const secret of ['casino', 'jared', '192.0.2.7', '@TGS'])
    expect(collector.bodies.join()).not.toContain(secret);
});

it('marks a verdict of the failure policy as an error, and names an unknown command by its handler', async () => {
  presend = await TestPresend.start({ tracesUrl: collector.url, policies: [Words] });
  await presend.tencent(GROUP, groupMessage('broken'));
  await presend.tencent('Somebodys.Word', { a: 1 });
  await presend.stop();
  const roots = collector.spans.filter(({ parentSpanId }) => !parentSpanId);
  expect(roots.map(({ name, status }) => [name, status?.code ?? 0])).toEqual([
    [`group ${GROUP}`, 2],
    ['tencent *', 0],
  ]);
});

it.each(['hangs', 'is not running'])('replies and stops normally if the collector %s', async (how) => {
  collector.hangs = true;
  const tracesUrl = how === 'hangs' ? collector.url : `http://127.0.0.1:${await freePort()}/v1/traces`;
  presend = await TestPresend.start({ tracesUrl });
  const start = performance.now();
  for (let i = 0; i < 50; i++)
    expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  expect(performance.now() - start).toBeLessThan(3_000);
  const stopping = performance.now();
  await presend.stop();
  expect(performance.now() - stopping).toBeLessThan(5_000);
});

it('exports no traces without a url', async () => {
  presend = await TestPresend.start();
  await presend.tencent(GROUP, groupMessage('hello'));
  await presend.stop();
  expect(collector.bodies).toEqual([]);
});
