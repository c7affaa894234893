import { plainToInstance } from 'class-transformer';
import { IsArray, IsEmail, IsObject, IsOptional, IsString, validateSync } from 'class-validator';
import fc from 'fast-check';
import { explain, isValid, ItemsOf } from '../../src/json/dto-check.js';
import { GroupMessageDto } from '../../src/tencent/group/group-message.dto.js';

class ItemDto {
  @IsString()
  kind!: string;

  @IsOptional()
  @IsObject()
  content?: object;
}

class ListDto {
  @IsString()
  name!: string;

  @IsArray()
  @ItemsOf(() => ItemDto)
  items!: ItemDto[];
}

/** A decorator that the compiler does not know. */
class MailDto {
  @IsEmail()
  mail!: string;
}

it.each([
  [{ name: 'a', items: [] }, true],
  [{ name: 'a', items: [{ kind: 'b' }] }, true],
  [{ name: 'a', items: [{ kind: 'b', content: {} }], more: 1 }, true],
  [{ name: 'a', items: [{ kind: 'b', content: null }] }, true],
  [{ name: 1, items: [] }, false],
  [{ items: [] }, false],
  [{ name: 'a', items: {} }, false],
  [{ name: 'a', items: [null] }, false],
  [{ name: 'a', items: [[]] }, false],
  [{ name: 'a', items: ['b'] }, false],
  [{ name: 'a', items: [{ kind: 1 }] }, false],
  [{ name: 'a', items: [{ kind: 'b', content: [] }] }, false],
])('accepts %j: %p', (body, expected) => {
  expect(isValid(ListDto, body)).toBe(expected);
});

it('agrees with class-validator on any message', () => {
  const bodies = fc.record(
    {
      GroupId: fc.oneof(fc.string(), fc.jsonValue()),
      From_Account: fc.oneof(fc.string(), fc.jsonValue()),
      Type: fc.oneof(fc.string(), fc.jsonValue()),
      MsgBody: fc.oneof(
        fc.array(
          fc.record(
            { MsgType: fc.oneof(fc.string(), fc.jsonValue()), MsgContent: fc.jsonValue() },
            { requiredKeys: [] },
          ),
        ),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(bodies, (body) => {
      // class-validator accepts an array in the place of an item; the compiled check accepts only objects.
      fc.pre(!(Array.isArray(body.MsgBody) && body.MsgBody.some((item) => Array.isArray(item))));
      const errors = validateSync(plainToInstance(GroupMessageDto, body), { forbidUnknownValues: false });
      expect(isValid(GroupMessageDto, body)).toBe(errors.length === 0);
    }),
    { numRuns: 500 },
  );
});

it('asks class-validator about a decorator that the compiler does not know', () => {
  expect(isValid(MailDto, { mail: 'a@example.com' })).toBe(true);
  expect(isValid(MailDto, { mail: 'nonsense' })).toBe(false);
});

it('explains by names and never by values', () => {
  const words = explain(ListDto, { name: 17_171_717, items: [{ kind: { secret: 'a secret text' } }] });
  expect(words).toContain('name must be a string');
  expect(words).toContain('kind must be a string');
  expect(words).not.toMatch(/17171717|secret/);
});
