import {
  type Enrichment,
  type MessageEnricher,
  MemberLevelEnricher,
  type CallbackEvent,
} from '../../src/index.js';
import { ALLOWED, GROUP, groupMessage, textElement } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

let presend: TestPresend;
afterEach(() => presend.stop());

class Shout implements MessageEnricher {
  readonly name = 'shout';
  enrich({ elements }: CallbackEvent): Enrichment {
    return {
      elements: elements.map((element) => {
        const { Text } = (element['MsgContent'] ?? {}) as { Text?: string };
        return Text === undefined ? element : (textElement(Text.toUpperCase()) as never);
      }),
    };
  }
}

class Badge implements MessageEnricher {
  readonly name = 'badge';
  enrich({ elements, cloudCustomData }: CallbackEvent): Enrichment {
    return { cloudCustomData: JSON.stringify({ was: cloudCustomData, elements: elements.length }) };
  }
}

class Copying implements MessageEnricher {
  readonly name = 'copying';
  enrich({ elements }: CallbackEvent): Enrichment {
    return {
      elements: [...elements.map((element) => structuredClone(element)), textElement('and more') as never],
    };
  }
}

class Mutating implements MessageEnricher {
  readonly name = 'mutating';
  enrich({ elements }: CallbackEvent): undefined {
    (elements[0]!['MsgContent'] as { Text: string }).Text = 'changed in place';
  }
}

class Bloating implements MessageEnricher {
  readonly name = 'bloating';
  enrich({ elements }: CallbackEvent): Enrichment {
    return { elements: [...elements, textElement('x'.repeat(13_000)) as never] };
  }
}

class Hanging implements MessageEnricher {
  readonly name = 'hanging';
  enrich(): Promise<undefined> {
    return new Promise(() => {});
  }
}

it('gets the event as the enricher before it left it', async () => {
  presend = await TestPresend.start({ enrichers: [Shout, MemberLevelEnricher, Badge] });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  const { json } = await presend.tencent(GROUP, groupMessage('hello', { CloudCustomData: 'mine' }));
  expect(json.MsgBody.map((element: { MsgType: string }) => element.MsgType)).toEqual([
    'TIMTextElem',
    'TIMCustomElem',
  ]);
  expect(json.MsgBody[0].MsgContent.Text).toBe('HELLO');
  expect(json.CloudCustomData).toBe('{"was":"mine","elements":2}');
  const [record] = await presend.records();
  expect(record.deliveredBody).toEqual(json.MsgBody);
  expect(record.deliveredCustomData).toBe(json.CloudCustomData);
  expect(record.body).toEqual([textElement('hello')]);
});

it('replies without MsgBody if only the custom data changed', async () => {
  presend = await TestPresend.start({ enrichers: [Badge] });
  const { json } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(json).toEqual({
    ActionStatus: 'OK',
    ErrorInfo: '',
    ErrorCode: 0,
    CloudCustomData: '{"was":null,"elements":1}',
  });
});

it('delivers a copy with the same content exactly as the original arrived', async () => {
  presend = await TestPresend.start({ enrichers: [Copying] });
  const body =
    '{"GroupId":"g","MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"a"},"n":12345678901234567890}]}';
  const { text } = await presend.tencent(GROUP, body);
  expect(text).toContain('{"MsgType":"TIMTextElem","MsgContent":{"Text":"a"},"n":12345678901234567890},');
});

describe('a value that is not a Tencent element', () => {
  const text = textElement('more');
  it.each<[string, unknown]>([
    ['no type', { MsgContent: { Text: 'x' } }],
    ['a type that is no string', { ...text, MsgType: 7 }],
    ['an empty type', { ...text, MsgType: '' }],
    ['no content', { MsgType: 'TIMTextElem' }],
    ['a content that is a text', { ...text, MsgContent: 'x' }],
    ['a content that is a list', { ...text, MsgContent: [] }],
    ['a content that is null', { ...text, MsgContent: null }],
    ["OpenIM's shape", { contentType: 101, content: { content: 'x' } }],
    ['an empty object', {}],
    ['a list', []],
    ['null', null],
    ['a text', 'x'],
  ])(
    "is dropped with its enricher's change, and the changes of other enrichers stay: %s",
    async (_about, element) => {
      class Malformed implements MessageEnricher {
        readonly name = 'malformed';
        enrich = ({ elements }: CallbackEvent): Enrichment => ({ elements: [...elements, element as never] });
      }
      presend = await TestPresend.start({ enrichers: [Shout, Malformed, Badge] });
      const { json } = await presend.tencent(GROUP, groupMessage('hello'));
      expect(json).toMatchObject({ ErrorCode: 0, MsgBody: [textElement('HELLO')] });
      expect(json.CloudCustomData).toBe('{"was":null,"elements":1}');
      const [record] = await presend.records();
      expect(record.failure).toContain('enricher malformed');
      expect(record.deliveredBody).toEqual([textElement('HELLO')]);
    },
  );

  it('makes the change fail if the list of elements is empty', async () => {
    class Emptying implements MessageEnricher {
      readonly name = 'emptying';
      enrich = (): Enrichment => ({ elements: [] });
    }
    presend = await TestPresend.start({ enrichers: [Emptying] });
    expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
    expect((await presend.records())[0].failure).toContain('enricher emptying');
  });

  it('stays as it arrived if the vendor sent it', async () => {
    presend = await TestPresend.start({ enrichers: [Copying] });
    const odd = { MsgType: 'TIMNewElem', MsgContent: { New: 1 }, Extra: true };
    const { json } = await presend.tencent(GROUP, groupMessage('', { MsgBody: [odd] }));
    expect(json.MsgBody).toEqual([odd, textElement('and more')]);
  });
});

it.each([
  [Mutating, 'enricher mutating threw TypeError'],
  [Bloating, 'enricher bloating: the message would have'],
  [Hanging, 'enricher hanging passed the deadline of 200 ms'],
])('changes nothing if an enricher fails (%p), and the record says why', async (enricher, failure) => {
  presend = await TestPresend.start({ enrichers: [enricher], deadlineMs: 200 });
  const { text } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(text).toBe(ALLOWED);
  const [record] = await presend.records();
  expect(record.failure).toContain(failure);
  expect(record.deliveredBody).toBeNull();
});
