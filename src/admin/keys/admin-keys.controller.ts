import {
  Body,
  ConflictException,
  Delete,
  Get,
  Header,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { AdminController } from '../admin-controller.decorator.js';
import { AdminKeyItem, AdminKeyPage, NewAdminKey } from './admin-key-item.js';
import { AdminKeyRegistry } from './admin-key-registry.js';
import { AdminKeyDto, AdminKeyPageDto } from './admin-key.dto.js';
import type { AdminKey } from './admin-key.entity.js';
import { CurrentAdminKey, type KeyHolder } from '../admin-request.js';
import { NeedsRole } from '../admin-role.js';
import { ApiCall } from '../api-call.decorator.js';
import { FaultyCallException } from '../problems/faulty-call.exception.js';
import { FOREIGN_CURSOR, pageOf } from '../page.js';

const noSuchKey = () =>
  new NotFoundException('There is no key with this id: GET /api/v1/api-keys lists them.');

@AdminController('api-keys')
@NeedsRole('admin')
export class AdminKeysController {
  constructor(private readonly keys: AdminKeyRegistry) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiCall({
    id: 'createApiKey',
    summary: 'Makes a key, and shows it only this once.',
    status: 201,
    answer: NewAdminKey,
    problems: [409],
  })
  async create(
    @Body() { name, role, expiresAt = null }: AdminKeyDto,
    @CurrentAdminKey() caller: KeyHolder,
  ): Promise<NewAdminKey> {
    if (expiresAt && expiresAt.getTime() <= Date.now())
      throw new FaultyCallException([
        { pointer: '/expiresAt', detail: 'expiresAt has passed: the key would never be valid.' },
      ]);
    const created = await this.keys.create({ name, role, expiresAt }, caller.name);
    if (!created) throw new ConflictException(`The name '${name}' is taken: choose another one.`);
    return created;
  }

  @Get()
  @ApiCall({
    id: 'listApiKeys',
    summary: 'Lists the stored keys, oldest first, without the keys themselves.',
    answer: AdminKeyPage,
  })
  list(@Query() { limit, cursor }: AdminKeyPageDto): AdminKeyPage {
    const { all } = this.keys;
    // Keys are never removed from the list, so all keys up to the cursor were shown.
    const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    if (start === 0 && cursor !== undefined)
      throw new FaultyCallException([{ parameter: 'cursor', detail: FOREIGN_CURSOR }]);
    const found = all.slice(start, start + limit + 1).map(itemOf);
    return pageOf(found, limit, ({ id }) => id);
  }

  @Delete(':id')
  @ApiCall({
    id: 'revokeApiKey',
    summary: 'Revokes a key: it is not valid any more.',
    status: 204,
    problems: [404],
  })
  async remove(@Param('id', new ParseUUIDPipe({ exceptionFactory: noSuchKey })) id: string): Promise<void> {
    if (!(await this.keys.remove(id))) throw noSuchKey();
  }
}

function itemOf(key: AdminKey): AdminKeyItem {
  const { id, name, role, createdAt, createdBy, expiresAt, revokedAt } = key;
  return { id, name, role, createdAt, createdBy, expiresAt, revokedAt };
}
